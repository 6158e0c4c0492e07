"""The `portal` command: one module a group of commands, imports inside, errors to exit codes."""

import sys

import click

from portal_spider.cli.output import Output, plain_error

COMMANDS = {
    "init": "portal_spider.cli.collections:init",
    "add": "portal_spider.cli.collections:add",
    "list": "portal_spider.cli.collections:list_portals",
    "status": "portal_spider.cli.collections:status",
    "crawl": "portal_spider.cli.crawling:crawl",
    "demo": "portal_spider.cli.demo:demo",
    "import": "portal_spider.cli.keeping:import_files",
    "rebuild": "portal_spider.cli.keeping:rebuild",
    "verify": "portal_spider.cli.keeping:verify",
    "show": "portal_spider.cli.showing:show",
    "search": "portal_spider.cli.searching:search",
    "reprints": "portal_spider.cli.reprinting:reprints",
    "serve": "portal_spider.cli.serving:serve",
    "export": "portal_spider.cli.exporting:export",
    "boilerplate": "portal_spider.cli.reading:boilerplate",
    "fixture": "portal_spider.cli.reading:fixture",
    "schedule": "portal_spider.cli.scheduling:schedule",
    "history": "portal_spider.cli.history:history",
    "changes": "portal_spider.cli.history:changes",
    "qa": "portal_spider.cli.replaying:qa",
    "package": "portal_spider.cli.packaging:package",
    "store": "portal_spider.cli.storing:store",
    "withdraw": "portal_spider.cli.withdrawing:withdraw",
}


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


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="portal-archive", prog_name="portal")
def portal() -> None:
    """Crawl news portals into exact WARCs and clean, traceable articles."""


def main() -> None:
    """Run the command; every error that has an exit code becomes one sentence."""
    try:
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
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        plain_error("interrupted; the same command goes on")
        sys.exit(5)
    except Exception as error:
        exit_code = getattr(error, "exit_code", None)
        if exit_code is None and isinstance(error, OSError):
            plain_error(f"{error.strerror or error}: {error.filename or ''}".rstrip(": "))
            sys.exit(4)
        if exit_code is None:
            import traceback

            traceback.print_exc()
            plain_error(f"a bug in this program: {type(error).__name__}: {error}")
            sys.exit(70)
        plain_error(str(error))
        sys.exit(exit_code)
    sys.exit(code if isinstance(code, int) else 0)


__all__ = ["Output", "main", "portal"]
