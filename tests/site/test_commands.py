"""The commands that use the rooms: what they do, and what they refuse."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from wenguo.kernel.ids import digest
from wenguo.people.models import ApiToken, Brand
from wenguo.site import cli
from wenguo.site.commands import checkup
from wenguo.site.supervisor.surroundings import Surroundings

pytestmark = pytest.mark.django_db


@pytest.fixture
def wenguo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """The command line in this process, on the test database."""
    monkeypatch.setenv("WENGUO_DATA", str(tmp_path))
    # Django is loaded already, with the settings of the tests.
    monkeypatch.setattr("wenguo.site.commands.house.enter", lambda: None)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(cli.wenguo, arguments)

    return run


def test_a_token_is_printed_once_and_only_its_digest_is_kept(wenguo, hotel):
    told = wenguo("token", "shop system", "--role", "agent", "--brand", "hotel")
    assert told.exit_code == 0
    secret = told.output.strip()
    token = ApiToken.objects.get()
    assert (token.name, token.role, token.brand) == ("shop system", "agent", hotel)
    assert token.digest == digest(secret)
    assert secret not in str(ApiToken.objects.values().get())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["x", "--role", "agent", "--brand", "nowhere"], "there is no brand 'nowhere'; known: hotel"),
        (["x", "--role", "emperor"], "'emperor' is not one of"),
        (["x"], "Missing option '--role'"),
    ],
)
def test_a_wrong_token_is_refused_and_none_is_made(wenguo, hotel, arguments, sentence):
    told = wenguo("token", *arguments)
    assert told.exit_code == 2
    assert sentence in told.output
    assert ApiToken.objects.count() == 0


def test_a_real_company_is_never_deleted_for_the_story(wenguo):
    Brand.objects.create(slug="acme", name={"zh": "真公司", "en": "Acme"}, email="care@acme.test")
    told = wenguo("demo", "--reset")
    assert told.exit_code == 1
    assert "this is not the story world" in told.output
    assert Brand.objects.get().slug == "acme"


def test_the_story_is_not_built_over_a_company(wenguo):
    Brand.objects.create(slug="acme", name={"zh": "真公司", "en": "Acme"}, email="care@acme.test")
    told = wenguo("demo")
    assert told.exit_code == 1
    assert "only built into an empty one" in told.output
    assert Brand.objects.count() == 1


def test_the_sign_ins_of_a_real_company_are_not_printed(wenguo, monkeypatch, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    Brand.objects.create(slug="acme", name={"zh": "真公司", "en": "Acme"}, email="care@acme.test")
    told = wenguo("prepare", "--story")
    assert told.exit_code == 0
    assert told.output == ""


def failed_job() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status, attempts, abort_requested) "
            "VALUES ('news', 'base.deliver', 0, '{}', 'failed', 8, false)"
        )


def test_the_doctor_counts_workers_and_failed_jobs():
    failed_job()
    told = {finding.told: finding.mend for finding in checkup.database()}
    assert told["Workers alive: 0"].startswith("Nothing is analysed or sent")
    assert told["Jobs: 0 waiting, 1 failed"].startswith("See why")
    assert told["Tables are those of this release"] == ""


def test_the_doctor_sees_a_key_that_others_can_read(tmp_path, monkeypatch):
    monkeypatch.setenv("WENGUO_DATA", str(tmp_path))
    key = tmp_path / "secret-key"
    key.write_text("secret")
    key.chmod(0o644)
    told = {finding.told: finding.mend for finding in checkup.data_folder(Surroundings.read())}
    assert told["Signing key readable by others"] == f"chmod 600 {key}"
    key.chmod(0o600)
    told = {finding.told: finding.mend for finding in checkup.data_folder(Surroundings.read())}
    assert told["Signing key private"] == ""


def test_the_doctor_sees_a_mail_server_that_does_not_answer(settings):
    settings.WENGUO_MAIL, settings.EMAIL_HOST, settings.EMAIL_PORT = "smtp", "127.0.0.1", 9
    [finding] = checkup.mail()
    assert finding.told.startswith("Mail server 127.0.0.1:9 does not answer: ")
    assert finding.mend == "Mend WENGUO_SMTP_HOST and WENGUO_SMTP_PORT."


def test_the_doctor_sees_uncompiled_translations(tmp_path, monkeypatch):
    source = tmp_path / "lobby" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text("")
    monkeypatch.setattr(checkup, "HOUSE", tmp_path)
    assert [finding.told for finding in checkup.translations()] == ["Translations not compiled: lobby"]
    source.with_suffix(".mo").write_text("")
    assert [finding.told for finding in checkup.translations()] == ["Translations compiled"]
