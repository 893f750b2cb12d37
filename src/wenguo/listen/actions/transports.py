"""The ways out of the house. Each says exactly what it knows about the fate of a message."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from wenguo.listen.actions.outgoing import Transport, message_id
from wenguo.listen.domain.delivery import Delivery
from wenguo.listen.models import Outgoing


def keep_in_outbox(message: Outgoing) -> Delivery:
    """The story world sends nothing: the outbox page shows what would have been sent."""
    return Delivery("sent", "Kept in the outbox.")


def by_smtp(message: Outgoing) -> Delivery:
    """E-mail. A fault before the data is handed over is safe to repeat; one after it leaves the fate
    unknown.
    """
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        return Delivery("later", f"No connection to the mail server: {error}")
    mail = EmailMessage(
        message.subject.replace("\r", " ").replace("\n", " "),
        message.body,
        message.brand.email or settings.DEFAULT_FROM_EMAIL,
        [message.recipient],
        headers={"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    try:
        mail.send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        return _answered(error)
    except (smtplib.SMTPException, OSError) as error:
        return Delivery("unknown", f"The connection broke while sending: {error}")
    finally:
        _hang_up(connection)
    return Delivery("sent", "Taken by the mail server.")


def _answered(error: smtplib.SMTPException) -> Delivery:
    code = getattr(error, "smtp_code", None)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = next(iter(error.recipients.values()))[0]
    is_temporary = isinstance(code, int) and 400 <= code < 500
    return Delivery("later" if is_temporary else "refused", str(error))


def _hang_up(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        # The message's fate is already known; a rude good-bye changes nothing.
        return


def transport() -> Transport:
    """The configured way out."""
    return by_smtp if settings.WENGUO_MAIL == "smtp" else keep_in_outbox
