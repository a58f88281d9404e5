/** The command line `kin`: every command under one program, one way from arguments to exit code. */

import { Command, CommanderError } from 'commander';
import { PROGRAM_VERSION } from '../publish/program-version.ts';
import { runAction, type CliWorld, type RunCommand } from './cli.ts';
import { readTerminalConfig } from '../config.ts';
import { asChoice } from './arguments.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { LANGUAGES, type Language } from './table-words.ts';
import { usageWords } from './usage-words.ts';

const LANG_HELP = `${LANGUAGES.join(', ')} (KIN_LANG)`;

/** Adds a command to the program. */
type AddCommand = (program: Command, run: RunCommand) => void;

const EXIT_HELP = `
Exit codes: 0 ok, 1 failure, 2 usage, 3 verification failed, 4 login needed, 5 nothing found,
            6 refused by license or policy, 7 peer unreachable, 130 interrupted (run it again to go on)`;

/** Every command, in the order of the help, with the names of its own under which it is called; its code is loaded when one of them is. */
const COMMANDS: readonly { readonly names: readonly string[]; readonly load: () => Promise<AddCommand> }[] = [
  { names: ['init'], load: async () => (await import('./init-command.ts')).addInitCommand },
  { names: ['node'], load: async () => (await import('./node-command.ts')).addNodeCommand },
  { names: ['console'], load: async () => (await import('./console-command.ts')).addConsoleCommand },
  { names: ['validate'], load: async () => (await import('./validate-command.ts')).addValidateCommand },
  { names: ['schema'], load: async () => (await import('./schema-command.ts')).addSchemaCommand },
  { names: ['inspect'], load: async () => (await import('./inspect-command.ts')).addInspectCommand },
  { names: ['convert'], load: async () => (await import('./convert-command.ts')).addConvertCommand },
  { names: ['merge'], load: async () => (await import('./merge-command.ts')).addMergeCommand },
  {
    names: ['publish', 'listing'],
    load: async () => (await import('./publish-command.ts')).addPublishCommand,
  },
  {
    names: ['login', 'logout', 'whoami'],
    load: async () => (await import('./login-command.ts')).addLoginCommand,
  },
  { names: ['members'], load: async () => (await import('./members-command.ts')).addMembersCommand },
  { names: ['embodiment'], load: async () => (await import('./embodiment-command.ts')).addEmbodimentCommand },
  { names: ['compare'], load: async () => (await import('./compare-command.ts')).addCompareCommand },
  { names: ['rank'], load: async () => (await import('./rank-command.ts')).addRankCommand },
  { names: ['match'], load: async () => (await import('./match-command.ts')).addMatchCommand },
  { names: ['fit'], load: async () => (await import('./fit-command.ts')).addFitCommand },
  {
    names: ['request', 'inbox', 'agreement'],
    load: async () => (await import('./request-command.ts')).addRequestCommand,
  },
  { names: ['pull', 'transfer'], load: async () => (await import('./pull-command.ts')).addPullCommand },
  { names: ['retarget'], load: async () => (await import('./retarget-command.ts')).addRetargetCommand },
  { names: ['verify'], load: async () => (await import('./verify-command.ts')).addVerifyCommand },
  { names: ['export'], load: async () => (await import('./export-command.ts')).addExportCommand },
  { names: ['audit'], load: async () => (await import('./audit-command.ts')).addAuditCommand },
  { names: ['evaluate'], load: async () => (await import('./evaluate-command.ts')).addEvaluateCommand },
];

/** Runs the command line; resolves to the exit code. */
export async function runKin(argv: readonly string[], world: CliWorld): Promise<number> {
  let code: ExitCode = EXIT.ok;
  const program = createProgram(world, languageIn(argv));
  const run = runAction(world, (reported) => {
    code = reported;
  });
  for (const { load } of commandsIn(argv)) (await load())(program, run);
  inherit(program);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
}

/** Commands that an argument names, which is more than those that are called, never less; all where none is named, for help and for hints. */
function commandsIn(argv: readonly string[]): typeof COMMANDS {
  const named = COMMANDS.filter(({ names }) => names.some((name) => argv.includes(name)));
  return named.length > 0 ? named : COMMANDS;
}

/** The language that an argument asks for, for mistakes that are found before options are read. */
function languageIn(argv: readonly string[]): Language {
  const at = argv.lastIndexOf('--lang');
  const asked = at < 0 ? argv.findLast((word) => word.startsWith('--lang='))?.slice(7) : argv[at + 1];
  return LANGUAGES.find((known) => known === asked) ?? readTerminalConfig().lang;
}

function createProgram(world: CliWorld, lang: Language): Command {
  return new Command('kin')
    .description(
      'Kinship: robot data between companies, licensed, desensitized, in an audit log that strangers can check',
    )
    .version(PROGRAM_VERSION)
    .option('--home <folder>', 'home of the node (KIN_HOME, default ~/.kin)')
    .option('--json', 'one JSON document on stdout')
    .option('-q, --quiet', 'ids only')
    .option('--lang <language>', LANG_HELP, asChoice(LANGUAGES))
    .option('--no-color', 'no colours (NO_COLOR)')
    .option('-y, --yes', 'answer yes to questions')
    .addHelpText('after', EXIT_HELP)
    .showHelpAfterError(lang === 'zh' ? '（用 --help 查看用法）' : '(say --help for what is possible)')
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => void world.stdout.write(text),
      writeErr: (text) => void world.stderr.write(text),
      outputError: (text, write) => write(usageWords(text, lang)),
    })
    .exitOverride();
}

/** Global options may stand after the command too, and every command reports errors by exception. */
function inherit(command: Command): void {
  for (const child of command.commands) {
    child
      .option('--home <folder>', 'home of the node (KIN_HOME, default ~/.kin)')
      .option('--json', 'one JSON document on stdout')
      .option('-q, --quiet', 'ids only')
      .option('--lang <language>', LANG_HELP, asChoice(LANGUAGES))
      .copyInheritedSettings(command)
      .exitOverride();
    inherit(child);
  }
}
