// SPDX-License-Identifier: MIT
// Makes vectors/crypto/*.json from the collections that vectors/crypto/README.md names:
//   node test/crypto/convert_vectors.mjs <cryptography_vectors> <wycheproof_testvectors>
// One line per test: an array whose order test/crypto/vectors.c states.
import { readFileSync, writeFileSync } from 'node:fs';

const [nist, wycheproof] = process.argv.slice(2);
if (!nist || !wycheproof) {
  console.error('usage: node test/crypto/convert_vectors.mjs <cryptography_vectors> <wycheproof_testvectors>');
  process.exit(2);
}

/** @param {string} name @param {string} kind @param {string} source @param {unknown[][]} tests */
function write(name, kind, source, tests) {
  const lines = tests.map((test) => JSON.stringify(test)).join(',\n');
  writeFileSync(new URL(`../../vectors/crypto/${name}.json`, import.meta.url), `{"source": ${JSON.stringify(source)},\n"kind": "${kind}",\n"tests": [\n${lines}\n]}\n`);
  console.log(`${name}: ${tests.length}`);
}

/**
 * The blocks of a NIST response file: lines "Name = value", headed by lines "[Group = value]".
 * @param {string} path
 */
function blocks(path) {
  const found = [];
  let group = {}, block = {}, groupOpen = false;
  for (const line of `${readFileSync(`${nist}/${path}`, 'latin1')}\n`.split(/\r?\n/)) {
    const [, bracket, name, value] = line.match(/^(\[?)([^=#\]]+?) *(?:= *([^\]]*))?\]?$/) ?? [];
    if (bracket) {
      if (!groupOpen) group = {};
      groupOpen = true;
      group[name] = value ?? true;
    } else if (name !== undefined) {
      groupOpen = false;
      block[name] = value ?? true;
    } else if (line === '' && Object.keys(block).length > 0) {
      found.push({ ...block, group });
      block = {};
    }
  }
  return found;
}

/** @param {string} name */
const groups = (name) => JSON.parse(readFileSync(`${wycheproof}/${name}.json`, 'utf8')).testGroups;
const NIST = 'NIST CAVP', WYCHEPROOF = 'Project Wycheproof';
const DIGESTS = ['SHA1_LEGACY', 'SHA256', 'SHA384', 'SHA512'];
const fileName = { SHA1_LEGACY: 'SHA1/SHA1', SHA256: 'SHA2/SHA256', SHA384: 'SHA2/SHA384', SHA512: 'SHA2/SHA512' };
const pad = (hex, bytes) => hex.replace(/^0+/, '').padStart(bytes * 2, '0');
const point = (x, y) => `04${pad(x, 32)}${pad(y, 32)}`;

write('nist_hash', 'hash', NIST, DIGESTS.flatMap((digest) => {
  const read = (kind) => blocks(`hashes/${fileName[digest]}${kind}Msg.rsp`).filter(({ MD }) => MD).map(({ Len, Msg, MD }) => [digest, Len === '0' ? '' : Msg, MD]);
  return [...read('Short'), ...read('Long').filter((_, i) => i % 9 === 0).slice(0, 6)];
}));

write('rfc_hmac', 'hmac', 'RFC 2202 and RFC 4231', [['SHA1_LEGACY', 'rfc-2202-sha1'], ['SHA256', 'rfc-4231-sha256'], ['SHA384', 'rfc-4231-sha384'], ['SHA512', 'rfc-4231-sha512']]
  .flatMap(([digest, file]) => blocks(`HMAC/${file}.txt`).filter(({ MD }) => MD).map(({ Key, Msg, MD }) => [digest, Key, Msg, MD, true])));

write('wycheproof_hmac', 'hmac', WYCHEPROOF, [['SHA1_LEGACY', 'sha1'], ['SHA256', 'sha256'], ['SHA384', 'sha384'], ['SHA512', 'sha512']]
  .flatMap(([digest, file]) => groups(`hmac_${file}_test`).flatMap(({ tests }) => tests.map(({ key, msg, tag, result }) => [digest, key, msg, tag, result === 'valid']))));

// A test of these files is several blocks, the last of which has the result.
write('rfc_hkdf', 'hkdf', 'RFC 5869', ['SHA1', 'SHA256'].flatMap((name) => {
  let test = {};
  return blocks(`KDF/rfc-5869-HKDF-${name}.txt`).flatMap((block) => {
    test = { ...test, ...block };
    const { IKM, salt, info, L, OKM } = test;
    if (OKM === undefined) return [];
    test = {};
    return [[name === 'SHA1' ? 'SHA1_LEGACY' : name, IKM, salt, info, Number(L), OKM, true]];
  });
}));

write('wycheproof_hkdf', 'hkdf', WYCHEPROOF, [['SHA1_LEGACY', 'sha1', 3], ['SHA256', 'sha256', 1], ['SHA384', 'sha384', 3], ['SHA512', 'sha512', 2]]
  .flatMap(([digest, file, every]) => groups(`hkdf_${file}_test`).flatMap(({ tests }) => tests).filter(({ result }, i) => i % every === 0 || result !== 'valid')
    .map(({ ikm, salt, info, size, okm, result }) => [digest, ikm, salt, info, size, okm, result === 'valid'])));

// Without the vector of 16,777,216 iterations, which takes seconds.
const latin = (text) => Buffer.from(text.replaceAll('\\0', '\0'), 'latin1').toString('hex');
write('rfc_pbkdf2', 'pbkdf2', 'RFC 6070 and RFC 7914, 11', [
  ...blocks('KDF/rfc-6070-PBKDF2-SHA1.txt').filter(({ ITERATIONS }) => Number(ITERATIONS) <= 4096)
    .map(({ PASSWORD, SALT, ITERATIONS, DERIVED_KEY }) => ['SHA1_LEGACY', latin(PASSWORD), latin(SALT), Number(ITERATIONS), DERIVED_KEY]),
  ['SHA256', latin('passwd'), latin('salt'), 1, '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783'],
  ['SHA256', latin('Password'), latin('NaCl'), 80000, '4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d'],
]);

write('nist_aead', 'aead', NIST, [128, 256].flatMap((bits) => {
  const pick = (file, most) => {
    const taken = new Map();
    return blocks(`ciphers/AES/GCM/${file}${bits}.rsp`).filter(({ group, Key }) => {
      if (!Key || group.IVlen !== '96' || group.Taglen !== '128') return false;
      const key = JSON.stringify(group), count = taken.get(key) ?? 0;
      taken.set(key, count + 1);
      return count < most;
    });
  };
  return [...pick('gcmDecrypt', 5), ...pick('gcmEncryptExtIV', 2)]
    .map(({ Key, IV, AAD, PT, CT, Tag, FAIL }) => [`AES_${bits}_GCM`, Key, IV, AAD ?? '', FAIL ? '' : PT ?? '', (CT ?? '') + Tag, !FAIL]);
}));

const aead = (file, nameOf) => groups(file).filter(({ ivSize, tagSize, keySize }) => ivSize === 96 && tagSize === 128 && nameOf(keySize))
  .flatMap(({ tests, keySize }) => tests.map(({ key, iv, aad, msg, ct, tag, result }) => [nameOf(keySize), key, iv, aad, msg, ct + tag, result === 'valid']));
write('wycheproof_aes_gcm', 'aead', WYCHEPROOF, aead('aes_gcm_test', (bits) => (bits === 128 || bits === 256 ? `AES_${bits}_GCM` : null)));
write('wycheproof_chacha20_poly1305', 'aead', WYCHEPROOF, aead('chacha20_poly1305_test', () => 'CHACHA20_POLY1305'));
write('rfc_chacha20_poly1305', 'aead', 'RFC 8439, A.5', blocks('ciphers/ChaCha20Poly1305/openssl.txt')
  .filter(({ Key, IV }) => Key && IV.length === 24)
  .slice(0, 1).map(({ Key, IV, AAD, Plaintext, Ciphertext, Tag }) => ['CHACHA20_POLY1305', Key, IV, AAD, Plaintext, Ciphertext + Tag, true]));

const ed25519 = readFileSync(`${nist}/asymmetric/Ed25519/sign.input`, 'latin1').trim().split('\n').map((line) => line.split(':'));
write('ed25519_sign', 'ed25519_sign', 'sign.input of the Ed25519 reference implementation', ed25519.filter((_, i) => i < 48 || i % 128 === 0)
  .map(([secret, key, message, signed]) => [secret.slice(0, 64), key, message, signed.slice(0, 128)]));
write('wycheproof_ed25519', 'ed25519_verify', WYCHEPROOF, groups('eddsa_test').flatMap(({ key, tests }) => tests.map(({ msg, sig, result }) => [key.pk, msg, sig, result === 'valid'])));

const p256 = (file, name) => blocks(`asymmetric/ECDSA/FIPS_186-3/${file}`).filter(({ group }) => group[name]);
write('nist_p256_public', 'p256_public', NIST, p256('KeyPair.rsp', 'P-256').filter(({ d }) => d).map(({ d, Qx, Qy }) => [pad(d, 32), point(Qx, Qy)]));
write('nist_p256_key', 'p256_key', NIST, p256('PKV.rsp', 'P-256').filter(({ Qx, Qy }) => Qx && pad(Qx, 32).length === 64 && pad(Qy, 32).length === 64).map(({ Qx, Qy, Result }) => [point(Qx, Qy), Result.startsWith('P')]));
write('nist_p256', 'p256_verify', NIST, [...p256('SigVer.rsp', 'P-256,SHA-256'), ...p256('SigGen.txt', 'P-256,SHA-256')].filter(({ Msg }) => Msg)
  .map(({ Msg, Qx, Qy, R, S, Result }) => [point(Qx, Qy), Msg, pad(R, 32) + pad(S, 32), Result === undefined || Result.startsWith('P')]));
write('wycheproof_p256', 'p256_verify', WYCHEPROOF, groups('ecdsa_secp256r1_sha256_p1363_test').flatMap(({ key, tests }) => tests.map(({ msg, sig, result }) => [key.uncompressed, msg, sig, result === 'valid'])));
// What Wycheproof calls acceptable is BER that old implementations wrote: zb_p256_signature_from_der() takes DER alone.
write('wycheproof_p256_der', 'p256_verify_der', WYCHEPROOF, groups('ecdsa_secp256r1_sha256_test').flatMap(({ key, tests }) => tests.map(({ msg, sig, result }) => [key.uncompressed, msg, sig, result === 'valid'])));

write('rfc_x25519', 'x25519', 'RFC 7748, 5.2', blocks('asymmetric/X25519/rfc7748.txt').filter(({ INPUT_U }) => INPUT_U).map(({ INPUT_SCALAR, INPUT_U, OUTPUT_U }) => [INPUT_SCALAR, INPUT_U, OUTPUT_U, true]));
// "Acceptable" are keys that RFC 7748 takes although no honest party sends them; a result of zeros is refused, as it recommends.
write('wycheproof_x25519', 'x25519', WYCHEPROOF, groups('x25519_test').flatMap(({ tests }) => tests).filter(({ flags }, i) => i % 2 === 0 || flags.length > 0)
  .map(({ private: own, public: other, shared }) => [own, other, shared, !/^0*$/.test(shared)]));
