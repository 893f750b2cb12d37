"""Who may open which page: one line for every address.

Letters are roles: a agent, s specialist, l lead, x executive, n analyst, e editor, m administrator, u auditor.
A letter: they get it. ``-`` in its place: refused (403). ``0``: not even told that it exists (404).
``.`` instead of letters: no such method (405). ``all``: all eight.
A stranger (nobody is signed in) who opens a page is sent to sign in (``door``), gets it (``open``), is turned away
(``403``) or finds nothing (``404``).
"""

PAGES = """
# name                    address                                     GET       POST      stranger
home                      /                                           all       .         door
my-day                    /today                                      all       .         door
search                    /search                                     all       .         door
notifications             /notifications                              all       .         door
notifications-seen        /notifications/seen                         .         all       403
queue                     /cases                                      all       .         door
queue-count               /cases/count                                all       .         door
queue-export              /cases/export                               --lxn-m-  .         door
queue-next                /cases/next                                 .         asl---m-  403
queue-assign              /cases/assign                               .         asl---m-  403
queue-view-save           /cases/views                                .         all       403
queue-view-delete         /cases/views/{view}/delete                  .         00l00000  404
case                      /cases/{number}                             all       .         door
case-peek                 /cases/{number}/peek                        all       .         door
case-reply                /cases/{number}/replies                     .         asl---m-  404
case-preview              /cases/{number}/preview                     .         asl---m-  404
case-note                 /cases/{number}/notes                       .         asl---m-  404
case-more                 /cases/{number}/more                        all       .         door
case-together             /cases/{number}/together                    all       asl---m-  door
case-presence             /cases/{number}/presence                    all       all       door
case-watch                /cases/{number}/watch                       .         all       404
case-task                 /cases/{number}/tasks/{task}                .         asl---m-  404
expert-new                /cases/{number}/experts                     .         asl---m-  404
expert-deed               /cases/{number}/experts/{ask}/opinion       .         -s------  404
panel-conclude            /cases/{number}/panel/conclusion            .         asl---m-  404
case-checklist            /cases/{number}/checklist                   .         asl---m-  404
care                      /care                                       asl---m-  .         door
care-task                 /care/{care}                                asl---m-  .         door
care-deed                 /care/{care}/dismiss                        .         asl---m-  403
care-settings             /settings/care                              --l---m-  .         door
care-set                  /settings/care/wishes                       .         --l---m-  403
praise                    /praise                                     all       .         door
praise-deed               /praise/{praise}/unpublish                  .         --lx-em-  404
key-dates                 /customers/dates                            -sl---m-  -sl---m-  door
key-date-set              /customers/{customer}/dates                 .         -sl--0m-  404
appeals                   /appeals                                    all       .         door
appeal-reviewer           /cases/{appealed}/appeal/reviewer           .         --lx--m-  404
appeal-decision           /cases/{appealed}/appeal/decision           .         ------m-  404
side-new                  /cases/{number}/side-threads                asl---m-  asl---m-  door
side-thread               /cases/{number}/side-threads/{thread}       all       asl---m-  door
side-revoke               /cases/{number}/side-threads/{thread}/revoke  .       asl---m-  404
case-link                 /cases/{number}/links                       .         asl---m-  404
case-unlink               /cases/{number}/links/{number}              .         asl---m-  404
incidents                 /incidents                                  all       .         door
incident-new              /incidents/new                              -sl---m-  -sl---m-  door
incident                  /incidents/{incident}                       all       .         door
incident-statement        /incidents/{incident}/statement             .         -sl---m-  404
incident-update           /incidents/{incident}/updates               .         -sl---m-  404
incident-join             /incidents/{incident}/cases                 .         asl---m-  404
incident-resolve          /incidents/{incident}/resolution            .         -sl---m-  404
crisis                    /incidents/{incident}/crisis                all       .         door
crisis-deed               /incidents/{incident}/crisis/log            .         -sl---m-  404
playbook                  /settings/playbook                          --l---m-  --l---m-  door
tracking-link             /cases/{number}/tracking-link               .         asl---m-  404
tracking-digits           /cases/{number}/tracking-digits             .         asl---m-  404
diagnostics-ask           /cases/{number}/diagnostics                 .         asl---m-  404
diagnostics-revoke        /diagnostics/{door_id}/revoke               .         asl---m-  404
outreaches                /outreach                                   all       .         door
outreach-new              /outreach/new                               -sl---m-  -sl---m-  door
outreach                  /outreach/{outreach}                        all       .         door
outreach-deed             /outreach/{outreach}/stop                   .         -sl---m-  404
checklists                /settings/checklists                        --l---m-  --l---m-  door
case-texts                /cases/{number}/texts                       asl---m-  .         door
case-checks               /cases/{number}/checks                      .         asl---m-  404
case-deed                 /cases/{number}/resolve                     asl---m-  asl---m-  door
case-deed                 /cases/{number}/assign                      asl---m-  asl---m-  door
case-deed                 /cases/{number}/hand-over                   asl---m-  asl---m-  door
case-deed                 /cases/{number}/reach                       asl---m-  asl---m-  door
case-deed                 /cases/{number}/escalate                    aslx--m-  aslx--m-  door
case-deed                 /cases/{number}/take                        aslx--m-  --lx--m-  door
case-deed                 /cases/{number}/answer-up                   aslx--m-  --lx--m-  door
case-deed                 /cases/{number}/step-down                   aslx--m-  --lx--m-  door
case-deed                 /cases/{number}/return                      asl---m-  asl---m-  door
case-deed                 /cases/{number}/tags                        asl---m-  asl---m-  door
case-deed                 /cases/{number}/recuse                      asl---m-  asl---m-  door
case-deed                 /cases/{number}/wait                        asl---m-  asl---m-  door
case-deed                 /cases/{number}/recategorise                asl-n-m-  asl-n-m-  door
compensation-new          /cases/{number}/compensation                asl---m-  asl---m-  door
compensation-advice       /cases/{number}/compensation/advice         asl---m-  .         door
compensation-deed         /compensation/{compensation}/withdraw       asl---m-  asl---m-  door
offer-steps               /cases/{number}/offer-steps                 asl---m-  asl---m-  door
case-promises             /cases/{number}/promises                    all       asl---m-  door
promises-found            /cases/{number}/promises/found              .         asl---m-  403
promises                  /promises                                   all       .         door
promise-deed              /promises/{promise}/keep                    asl---m-  asl---m-  door
approvals                 /approvals                                  all       .         door
approval                  /approvals/{approval}                       all       --lx----  door
deputy-set                /approvals/deputy                           .         --lx--m-  403
parity                    /compensation/parity                        -slxn-mu  .         door
parity-export             /compensation/parity.csv                    --lxn-m-  .         door
customers                 /customers                                  aslxn-mu  .         door
customer                  /customers/{customer}                       aslxn0mu  -sl--0m-  door
customer-merge            /customers/{customer}/merge                 .         -sl--0m-  404
customer-unmerge          /customers/{customer}/unmerge/{absorbed}    .         -sl--0m-  404
customer-cases            /customers/{customer}/cases                 aslxn0mu  .         door
customer-feedback         /customers/{customer}/feedback              aslxn0mu  .         door
feedback                  /feedback                                   all       .         door
feedback-review           /feedback/review                            asl-n-m-  asl-n-m-  door
feedback-export           /feedback/export.csv                        --lxn-m-  .         door
feedback-one              /feedback/{feedback}                        all       .         door
feedback-alike            /feedback/{feedback}/alike                  all       .         door
feedback-reread           /feedback/{feedback}/reread                 .         ----n-m-  404
feedback-labels           /feedback/{feedback}/labels                 all       asl-n-m-  door
feedback-opinions         /feedback/{feedback}/opinions               all       asl-n-m-  door
file                      /files/{file}                               all       .         door
improvements              /improvements                               all       .         door
improvement               /improvements/{improvement}                 all       .         door
improvement-new           /improvements/new                           --lxn-m-  --lxn-m-  door
improvement-finish        /improvements/{improvement}/finish          .         --lxn-m-  404
improvement-deed          /improvements/{improvement}/drop            .         --lxn-m-  404
dashboard                 /measure                                    -slxn-mu  .         door
promise-keeping           /measure/promises                           -slxn-mu  .         door
promises-behind           /measure/promises/behind                    -slxn-mu  .         door
promise-keeping-export    /measure/promises.csv                       --lxn-m-  .         door
sentences                 /measure/sentences                          -slxn-mu  .         door
sentences-export          /measure/sentences.csv                      --lxn-m-  .         door
figures-export            /measure/figures.csv                        --lxn-m-  .         door
team                      /team                                       all       .         door
rebalance                 /team/rebalance                             asl---m-  asl---m-  door
duty                      /team/duty                                  all       .         door
duty-plan                 /team/duty/plan                             .         --l---m-  403
duty-cancel               /team/duty/{turn}/cancel                    .         --l---m-  403
duty-note                 /team/duty/notes                            .         all       403
escalation                /settings/escalation                        --l---m-  --l---m-  door
contacts-set              /settings/escalation/contacts               .         --l---m-  403
rules                     /settings/rules                             --l---m-  --l---m-  door
rule                      /settings/rules/{rule}                      --l---m-  --l---m-  door
rule-remove               /settings/rules/{rule}/remove               .         --l---m-  403
priority                  /settings/priority                          --l---m-  --l---m-  door
skills                    /settings/skills                            --l---m-  --l---m-  door
skill-remove              /settings/skills/remove                     .         --l---m-  403
staffing                  /settings/people/{agent}/staffing           --l---m-  .         door
abilities-set             /settings/people/{agent}/abilities          .         --l---m-  403
shifts-set                /settings/people/{agent}/shifts             .         --l---m-  403
leave-set                 /settings/people/{agent}/leaves             .         --l---m-  403
leave-end                 /settings/people/{agent}/leaves/{leave}/end  .        --l---m-  403
settings                  /settings                                   all       all       door
places                    /settings/places                            --l---m-  --l---m-  door
place                     /settings/places/{place}                    --l---m-  --l---m-  door
place-code                /settings/places/{place}/svg                --l---m-  .         door
case-law                  /cases/{number}/law                         all       --l---m-  door
clocks                    /settings/clocks                            --l---m-  --l---m-  door
clock-set                 /settings/clocks/set                        .         --l---m-  403
clock-remove              /settings/clocks/remove                     .         --l---m-  403
amends-settings           /settings/compensation                      ---x--m-  .         door
amends-set                /settings/compensation/cell                 .         ---x--m-  403
amends-unset              /settings/compensation/budget/{budget}      .         ---x--m-  403
categories                /settings/categories                        ----n-m-  ----n-m-  door
category                  /settings/categories/{category}             ----n-m-  ----n-m-  door
understanding             /settings/understanding                     ----n-m-  .         door
understanding-set         /settings/understanding/set                 .         ----n-m-  403
model-learn               /settings/understanding/learn               .         ----n-m-  403
rereading-start           /settings/understanding/rereadings          .         ----n-m-  403
rereading-stop            /settings/understanding/rereadings/{rereading}/stop .  ----n-m-  403
model                     /settings/understanding/models/{model}      ----n-m-  ----n-m-  door
reply-texts               /settings/replies                           --l---m-  --l---m-  door
reply-text-remove         /settings/replies/remove                    .         --l---m-  403
wording                   /settings/wording                           --l---m-  --l---m-  door
wording-word-add          /settings/wording/words                     .         --l---m-  403
wording-word-remove       /settings/wording/words/remove              .         --l---m-  403
clock-trial               /settings/clocks/try                        --l---m-  --l---m-  door
calendars                 /settings/calendars                         --l---m-  --l---m-  door
calendar-remove           /settings/calendars/remove                  .         --l---m-  403
day-set                   /settings/calendars/days                    .         --l---m-  403
day-remove                /settings/calendars/days/remove             .         --l---m-  403
tracking-settings         /settings/tracking                          --l---m-  --l---m-  door
pause-start               /me/pause                                   .         asl---m-  403
pause-end                 /me/pause/end                               .         asl---m-  403
pause-settings            /settings/pauses                            --l---m-  --l---m-  door
year-import               /settings/calendars/years                   .         --------  403
notices                   /me/notices                                 all       all       door
packs                     /settings/deadlines                         --l---m-  --l---m-  door
pack                      /settings/deadlines/packs/cn.telecom        --l---m-  --l---m-  door
pack-remove               /settings/deadlines/remove                  .         --l---m-  403
own-fields                /settings/fields                            --l---m-  --l---m-  door
own-field                 /settings/fields/{own_field}                --l---m-  --l---m-  door
own-field-away            /settings/fields/{own_field}/away           .         --l---m-  403
moves                     /settings/moves                             --l---m-  --l---m-  door
own-forms                 /settings/forms                             --l---m-  --l---m-  door
own-form-remove           /settings/forms/{own_form}/remove           .         --l---m-  403
case-deed                 /cases/{number}/fields                      asl---m-  asl---m-  door
imports                   /settings/imports                           --l-n-m-  --l-n-m-  door
import                    /settings/imports/{import}                  --l-n-m-  --l-n-m-  door
outgoing                  /settings/outgoing                          ------m-  ------m-  door
outgoing-settle           /settings/outgoing/{outgoing}/settlement    .         ------m-  403
people                    /settings/people                            ------m-  ------m-  door
person                    /settings/people/{agent}                    ------m-  ------m-  door
tokens                    /settings/tokens                            ------m-  ------m-  door
token-revoke              /settings/tokens/{token}/revoke             .         ------m-  403
brand                     /settings/brands/{slug}                     ------m-  ------m-  door
audit                     /settings/audit                             ------mu  ------mu  door
jobs                      /settings/jobs                              ------m-  ------m-  door
job-retry                 /settings/jobs/{job}/retry                  .         ------m-  403
presence                  /me/presence                                .         all       403
brand-switch              /me/brand/{slug}                            all       .         door
live                      /live/                                      all       all       403
gallery                   /ui/                                        all       all       door
"""

# Pages for customers, and for whoever wants to become somebody we know: the same for all.
PUBLIC = """
# name                                 address                                 GET  POST
form                                   /f/{slug}                               200  422
place-form                             /q/{code}                               200  422
brand-style                            /b/{slug}/brand.css                     200  405
tracking                               /t/{link}                               200  405
tracking-add                           /t/{link}/more                          405  422
tracking-reopen                        /t/{link}/reopen                        405  422
tracking-appeal                        /t/{link}/appeal                        405  302
tracking-open                          /t/{link}/digits                        405  302
tracking-notices                       /t/{link}/notices                       200  302
tracking-statement                     /t/{link}/statement                     302  405
side-public                            /side/{side}                            200  422
side-file                              /side/{side}/files/{side_file}          200  405
tracking-rate                          /t/{link}/rating                        405  422
tracking-solved                        /t/{link}/solved                        200  422
praise-consent                         /p/{thanked}                            200  422
praise-wall                            /y/{slug}/praise                        200  405
tracking-offer                         /t/{link}/offers/{offer}                405  302
outreach-answer                        /o/{reader}                             200  422
diagnostics                            /d/{door}                               200  422
tracking-file                          /t/{link}/letters/{letter}              200  405
you-said                               /y/{slug}                               200  405
set_language                           /i18n/setlang/                          405  302
healthz                                /healthz                                200  200
readyz                                 /readyz                                 200  200
account_login                          /accounts/login/                        200  200
account_logout                         /accounts/logout/                       302  302
account_inactive                       /accounts/inactive/                     200  405
account_signup                         /accounts/signup/                       200  200
account_reauthenticate                 /accounts/reauthenticate/               302  302
account_email                          /accounts/email/                        302  302
account_email_verification_sent        /accounts/confirm-email/                200  405
account_confirm_email                  /accounts/confirm-email/abc/            200  404
account_change_password                /accounts/password/change/              302  302
account_set_password                   /accounts/password/set/                 302  302
account_reset_password                 /accounts/password/reset/               200  200
account_reset_password_done            /accounts/password/reset/done/          200  405
account_reset_password_from_key        /accounts/password/reset/key/1-abc/     200  200
account_reset_password_from_key_done   /accounts/password/reset/key/done/      200  405
account_confirm_login_code             /accounts/login/code/confirm/           302  302
api:openapi-json                       /api/v1/openapi.json                    200  200
api:openapi-view                       /api/v1/docs                            200  200
api:api-root                           /api/v1/                                404  404
"""

# What is sent with a POST, where the answer to an empty one would not tell whether the deed itself is allowed.
GIVEN = {
    "/settings/care/wishes": {"brand": "{slug}"},
    "/cases/assign": {"to": "{agent}", "numbers": "{number}"},
    "/cases/views": {"name": "张女士"},
    "/cases/{number}/replies": {"text": "您好"},
    "/cases/{number}/notes": {"text": "已联系"},
    "/cases/{number}/assign": {"to": "{agent}"},
    "/cases/{number}/recategorise": {"category": "service.waiting"},
    "/customers/{customer}": {"name": "张女士", "tier": "gold", "language": "zh-hans"},
    "/customers/{customer}/merge": {"other": "{other_customer}"},
    "/feedback/{feedback}/labels": {"label": "kind", "value": "praise"},
    "/improvements/{improvement}/drop": {"reason": "不做了"},
    "/improvements/{improvement}/finish": dict.fromkeys(
        ("you_said_zh", "you_said_en", "we_did_zh", "we_did_en"), "好"
    ),
    "/settings/outgoing/{outgoing}/settlement": {"decision": "drop"},
    "/compensation/{compensation}/withdraw": {"reason": "写错了"},
    "/cases/{appealed}/appeal/decision": {"outcome": "not_upheld", "words": "好"},
    "/cases/{number}/promises": {"line": "明天下午5点前回电"},
    "/approvals/{approval}": {"grants": "yes"},
    "/cases/{number}/law": {"deed": "start"},
    "/settings/calendars/remove": {"key": "{calendar}"},
    "/settings/calendars/days/remove": {"day": "{day}"},
    "/settings/deadlines/remove": {"brand": "hotel", "pack": "cn.three-guarantees"},
    "/settings/clocks/remove": {"brand": "hotel", "name": "solution"},
    "/settings/skills/remove": {"brand": "hotel", "key": "food"},
    "/settings/escalation/contacts": {"brand": "hotel", "group": "safety"},
    "/cases/{number}/answer-up": {"text": "可以退"},
    "/cases/{number}/step-down": {"reason": "一线可办"},
    "/me/presence": {"presence": "away"},
    "/i18n/setlang/": {"language": "en"},
}
