// SPDX-License-Identifier: MIT

/** @import { Codec } from './codec.js' */

/** Shows the argument of one call at a time where it lies. */
export class Viewer {
  /**
   * @param {readonly ArrayBuffer[] | undefined} image  that it shows; undefined: it shows what lies in the region
   * @param {(bytes: Uint8Array<ArrayBuffer>) => unknown} revive  see Codec
   * @param {(revive: (bytes: Uint8Array<ArrayBuffer>) => unknown) => Codec} codecWith
   */
  constructor(image, revive, codecWith) {
    /** @readonly */
    this.image = image;
    /** Made by revive() for that argument, which reads when it is asked. @type {unknown[] | undefined} */
    this.revived = undefined;
    /** @readonly */
    this.codec = codecWith((bytes) => {
      const one = revive(bytes);
      (this.revived ??= []).push(one);
      return one;
    });
  }
}
