/** The command line `kin`: every command under one program, one way from arguments to exit code. */

import { Command, CommanderError } from 'commander';
import { PROGRAM_VERSION } from '../publish/make-version.ts';
import { addAuditCommand } from './audit-command.ts';
import { runAction, type CliWorld } from './cli.ts';
import { addCompareCommand } from './compare-command.ts';
import { addEmbodimentCommand } from './embodiment-command.ts';
import { addEvaluateCommand } from './evaluate-command.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { addExportCommand } from './export-command.ts';
import { addFitCommand } from './fit-command.ts';
import { addInitCommand } from './init-command.ts';
import { addMembersCommand } from './members-command.ts';
import { addMergeCommand } from './merge-command.ts';
import { addConvertCommand } from './convert-command.ts';
import { addInspectCommand } from './inspect-command.ts';
import { addLoginCommand } from './login-command.ts';
import { addMatchCommand } from './match-command.ts';
import { addConsoleCommand } from './console-command.ts';
import { addNodeCommand } from './node-command.ts';
import { addPublishCommand } from './publish-command.ts';
import { addPullCommand } from './pull-command.ts';
import { addRankCommand } from './rank-command.ts';
import { addRequestCommand } from './request-command.ts';
import { addRetargetCommand } from './retarget-command.ts';
import { addSchemaCommand } from './schema-command.ts';
import { addValidateCommand } from './validate-command.ts';
import { addVerifyCommand } from './verify-command.ts';

const EXIT_HELP = `
Exit codes: 0 ok, 1 failure, 2 usage, 3 verification failed, 4 login needed, 5 nothing found,
            6 refused by license or policy, 7 peer unreachable, 130 interrupted (run it again to go on)`;

/** Runs the command line; resolves to the exit code. */
export async function runKin(argv: readonly string[], world: CliWorld): Promise<number> {
  let code: ExitCode = EXIT.ok;
  const program = createProgram(world);
  const run = runAction(world, (reported) => {
    code = reported;
  });
  for (const add of [
    addInitCommand,
    addNodeCommand,
    addConsoleCommand,
    addValidateCommand,
    addSchemaCommand,
    addInspectCommand,
    addConvertCommand,
    addMergeCommand,
    addPublishCommand,
    addLoginCommand,
    addMembersCommand,
    addEmbodimentCommand,
    addCompareCommand,
    addRankCommand,
    addMatchCommand,
    addFitCommand,
    addRequestCommand,
    addPullCommand,
    addRetargetCommand,
    addVerifyCommand,
    addExportCommand,
    addAuditCommand,
    addEvaluateCommand,
  ]) {
    add(program, run);
  }
  inherit(program);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
}

function createProgram(world: CliWorld): Command {
  return new Command('kin')
    .description(
      'Kinship: robot data between companies, licensed, desensitized, in an audit log that strangers can check',
    )
    .version(PROGRAM_VERSION)
    .option('--home <folder>', 'home of the node (KIN_HOME, default ~/.kin)')
    .option('--json', 'one JSON document on stdout')
    .option('-q, --quiet', 'ids only')
    .option('--no-color', 'no colours (NO_COLOR)')
    .option('-y, --yes', 'answer yes to questions')
    .addHelpText('after', EXIT_HELP)
    .showHelpAfterError('(say --help for what is possible)')
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => void world.stdout.write(text),
      writeErr: (text) => void world.stderr.write(text),
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
      .copyInheritedSettings(command)
      .exitOverride();
    inherit(child);
  }
}
