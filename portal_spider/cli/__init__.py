"""The `portal` command: one module a group of commands, imports inside, errors to exit codes."""

import sys
from difflib import get_close_matches

import click

from portal_spider.cli.commands import COMMANDS, GROUPS
from portal_spider.cli.output import Output, plain_error, stand_any_encoding


class _Lazy(click.Group):
    """A command's module is imported when it is asked for: `portal --help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order of their use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(__import__(module, fromlist=[name]), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that *args* begin with; a slip of the pen gets a hint."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, 1)
            hint = f"did you mean {near[0]}?" if near else "portal --help lists them"
            ctx.fail(f"no such command: {args[0]} ({hint})")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by what they are for."""
        for heading, group in GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl([(f"{name:<11}", told) for name, (_, told) in group.items()])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="portal-archive", prog_name="portal")
def portal() -> None:
    """Crawl news portals into exact WARCs and clean, traceable articles.

    Begin with `portal demo`; `portal COMMAND --help` says what a command takes.
    """


def main() -> None:
    """Run the command; every error that has an exit code becomes one sentence."""
    try:
        stand_any_encoding()
        code = portal.main(standalone_mode=False)
    except click.exceptions.Abort:
        plain_error("interrupted")
        sys.exit(5)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        plain_error(" ".join(error.format_message().split()))
        sys.exit(2)
    except KeyboardInterrupt:
        plain_error("interrupted; the same command goes on")
        sys.exit(5)
    except Exception as error:
        sys.exit(_told(error))
    sys.exit(code if isinstance(code, int) else 0)


def _told(error: Exception) -> int:
    """Say what went wrong, and return the exit code of it."""
    exit_code = getattr(error, "exit_code", None)
    if exit_code is not None:
        plain_error(str(error))
        return int(exit_code)
    if isinstance(error, OSError):
        plain_error(f"{error.strerror or error}: {error.filename or ''}".rstrip(": "))
        return 4
    if type(error).__module__ == "sqlite3":
        from archive.state.schema import damaged

        if damaged(error):
            plain_error(f"bad input file: state.sqlite: {error}; portal rebuild makes it again")
            return 3
    import traceback

    traceback.print_exc()
    plain_error(f"a bug in this program: {type(error).__name__}: {error}")
    return 70


__all__ = ["COMMANDS", "Output", "main", "portal"]
