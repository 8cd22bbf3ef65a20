# SPDX-License-Identifier: MIT
# bash completion for zb.  Made by src/cli/completions/generate.mjs from the help of zb: run make completions.
_zb() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command='' words i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ ${COMP_WORDS[i]} != -* ]]; then
      command=${COMP_WORDS[i]}
      break
    fi
  done
  case $prev in
    --color)
      mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$cur")
      return ;;
    --duplicates)
      mapfile -t COMPREPLY < <(compgen -W 'last first reject' -- "$cur")
      return ;;
    --kind)
      mapfile -t COMPREPLY < <(compgen -W 'slot object array schema:' -- "$cur")
      return ;;
    --max-depth|--seed|--root|--indent|-n|--limit|--at|--offset|--max-nodes|--import|--runs)
      return ;;
  esac
  case $command in
    '') words='from-json to-json inspect verify get set stat compact schema bench -h --help -V --version' ;;
    from-json) words='-o --output -f --force --bigint --duplicates --max-depth --seed --color -h --help' ;;
    to-json) words='-o --output --root --kind --indent --sort-keys --ascii --color -h --help' ;;
    inspect) words='--json --root --kind -n --limit -a --all --at --offset --color -h --help' ;;
    verify) words='--json --root --kind --max-depth --max-nodes --strict --any-text --color -h --help' ;;
    get) words='-o --output --root --kind --indent --sort-keys --ascii -r --raw --color -h --help' ;;
    set) words='-o --output -f --force -i --in-place --bigint --duplicates --max-depth -s --string --color -h --help' ;;
    stat) words='--json --root --kind --color -h --help' ;;
    compact) words='-o --output -f --force --json --root --kind --seed --color -h --help' ;;
    schema) words='--json --c --js --dts --ts --import --color -h --help' ;;
    bench) words='--json --runs --color -h --help' ;;
    *) return ;;
  esac
  if [[ -z $command || $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
  fi
}
complete -o filenames -F _zb zb
