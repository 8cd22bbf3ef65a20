// SPDX-License-Identifier: MIT
// Completion scripts, from the table of commands.

/** @import { Command } from './table.js' */

export const SHELLS = ['bash', 'zsh', 'fish'];

/** @param {Command} command @returns {string[]} */
function optionsOf({ options }) {
  return [...Object.keys(options), 'help'].map((name) => `--${name}`);
}

/**
 * @param {string} shell one of SHELLS
 * @param {Readonly<Record<string, Command>>} commands
 * @returns {string}
 */
export function completionFor(shell, commands) {
  if (shell === 'fish') return fish(commands);
  const bash = `_zerobuf() {
    local word=\${COMP_WORDS[COMP_CWORD]}
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "${Object.keys(commands).join(' ')} --help --version" -- "$word"))
        return
    fi
    case \${COMP_WORDS[1]} in
${Object.entries(commands).map(([name, command]) => `    ${name}) set -- ${optionsOf(command).join(' ')} ;;`).join('\n')}
    *) set -- ;;
    esac
    case $word in
    -*) COMPREPLY=($(compgen -W "$*" -- "$word")) ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
    esac
}
complete -o filenames -F _zerobuf zerobuf
`;
  return shell === 'bash' ? bash : `autoload -U +X bashcompinit && bashcompinit\n${bash}`;
}

/** @param {Readonly<Record<string, Command>>} commands */
function fish(commands) {
  const lines = Object.entries(commands).flatMap(([name, command]) => [
    `complete -c zerobuf -n __fish_use_subcommand -f -a ${name} -d '${command.summary.replaceAll("'", "\\'")}'`,
    ...optionsOf(command).map((option) => `complete -c zerobuf -n '__fish_seen_subcommand_from ${name}' -l ${option.slice(2)}`),
  ]);
  return `${lines.join('\n')}\n`;
}
