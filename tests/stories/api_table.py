"""Who may call which operation: one line for every method and path of the OpenAPI.

Letters as in page_table. ``open`` is for everybody, also without a token (tracking links); everything else is 401 for
a stranger. The last column is the body, in JSON.
"""

OPERATIONS = """
GET    /audit                                       ------mu
GET    /jobs/failed                                 ------m-
POST   /jobs/{job}/retry                            ------m-
GET    /brands                                      all
PUT    /brands/{slug}                               ------m-  {"name":{"zh":"木棉","en":"Kapok"},"colour":"#0f766e"}
GET    /people                                      all
POST   /people                                      ------m-  LONG
PUT    /people/{agent}                              ------m-  {"role":"agent","brands":["hotel"]}
PUT    /me/presence                                 all       {"presence":"away"}
PUT    /me/language                                 all       {"language":"en"}
GET    /skills?brand=hotel                          all
PUT    /skills                                      --l---m-  {"brand":"hotel","key":"vip","name":{"zh":"贵宾"}}
DELETE /skills?brand=hotel&key=food                 --l---m-
PUT    /people/{agent}/abilities                    --l---m-  {"languages":["zh"]}
PUT    /people/{agent}/shifts                       --l---m-  [{"weekday":0,"starts_at":"09:00","ends_at":"18:00"}]
GET    /people/{agent}/leaves                       all
POST   /people/{agent}/leaves                       --l---m-  {"starts_at":"2026-12-01","ends_at":"2026-12-02"}
DELETE /people/{agent}/leaves/{leave}               --l---m-
GET    /duty?brand=hotel                            all
POST   /duty                                        --l---m-  LONG
DELETE /duty/{turn}?brand=hotel                     --l---m-
GET    /duty/notes?brand=hotel                      all
POST   /duty/notes                                  all       {"brand":"hotel","text":"好"}
GET    /tokens                                      ------m-
POST   /tokens                                      ------m-  {"name":"t","role":"agent","brand":"hotel"}
DELETE /tokens/{token}                              ------m-
GET    /customers                                   aslxn-mu
GET    /customers/{customer}                        aslxn0mu
PATCH  /customers/{customer}                        -sl--0m-  {"name":"张女士"}
POST   /customers/{customer}/merges                 -sl--0m-  {"customer_id":$other_customer}
DELETE /customers/{customer}/merges/{absorbed}      -sl--0m-
GET    /feedback                                    all
POST   /feedback                                    asl---m-  {"text":"毛巾不够"}
POST   /feedback/multipart                          asl---m-  text=毛巾不够
GET    /feedback/{feedback}                         all
POST   /feedback/{feedback}/corrections             asl-n-m-  {"label":"kind","value":"praise"}
GET    /feedback/{feedback}/case                       all
GET    /feedback/{feedback}/analyses                all
POST   /feedback/{feedback}/analyses                ----n-m-
GET    /feedback/{feedback}/opinions                all
POST   /feedback/{feedback}/opinions                asl-n-m-  {"purpose":"summary"}
GET    /feedback/{feedback}/alike                   all
GET    /categories                                  all
GET    /review                                      asl-n-m-
POST   /feedback/confirmations                      asl-n-m-  {"feedback_ids":[$feedback]}
GET    /categories/own                              ----n-m-
POST   /categories/own                              ----n-m-  LONG
PUT    /categories/own/{category}                   ----n-m-  LONG
GET    /models                                      ----n-m-
POST   /models                                      ----n-m-
GET    /models/{model}                              ----n-m-
POST   /models/{model}/live                         ----n-m-
GET    /understanding                               ----n-m-
PUT    /understanding                               ----n-m-  {"wanted_accuracy":0.9}
POST   /rereadings                                  ----n-m-
GET    /rereadings/{rereading}                      ----n-m-
DELETE /rereadings/{rereading}                      ----n-m-
GET    /files/{file}                                all
GET    /places                                      all
POST   /places                                      --l---m-  {"brand":"hotel","name":{"zh":"东门"}}
PUT    /places/{place}                              --l---m-  {"name":{"zh":"东门"}}
GET    /imports                                     --l-n-m-
POST   /imports                                     --l-n-m-  brand=hotel
GET    /imports/{import}                            --l-n-m-
POST   /imports/{import}/start                      --l-n-m-  {"mapping":{"text":"内容"}}
GET    /imports/{import}/problems                   --l-n-m-
GET    /outgoing                                    ------m-
POST   /outgoing/{outgoing}/settlement              ------m-  {"decision":"drop"}
GET    /cases                                       all
GET    /cases/counts                                all
POST   /cases/next                                  asl---m-
GET    /cases/mentions                              all
GET    /cases/{number}                              all
POST   /cases/{number}/replies                      asl---m-  {"text":"您好"}
POST   /cases/{number}/notes                        asl---m-  {"text":"已联系"}
POST   /cases/{number}/mentions/seen                all
POST   /cases/{number}/assignment                   asl---m-  {"assignee":$agent}
GET    /appeals                                     all
GET    /cases/{number}/appeals                      all
GET    /cases/{number}/referrals                    all
PUT    /cases/{appealed}/appeal/reviewer            --lx--m-  {"reviewer":$specialist}
PUT    /cases/{appealed}/appeal/decision            ------m-  {"outcome":"partly","words":"好"}
GET    /cases/{number}/side-threads                 all
POST   /cases/{number}/side-threads                 asl---m-  {"partner":"洗衣厂","topic":"问","text":"好"}
POST   /cases/{number}/side-threads/{thread}/messages  asl---m-  {"text":"好"}
DELETE /cases/{number}/side-threads/{thread}/link   asl---m-
POST   /cases/{number}/handover                     asl---m-  {"to":$lead}
POST   /handovers                                   asl---m-  {"source":$agent}
POST   /cases/{number}/recusals                     asl---m-  {"user":$agent,"reason":"亲属"}
DELETE /cases/{number}/recusals/{executive}         asl---m-
POST   /cases/{number}/category                     asl-n-m-  {"category":"service.waiting"}
POST   /cases/{number}/feedback                     asl---m-  {"feedback_id":$more_feedback}
GET    /tasks                                       all
GET    /cases/{number}/tasks                        all
POST   /cases/{number}/tasks                        asl---m-  {"title":"打电话"}
PUT    /cases/{number}/tasks/{task}                 asl---m-  {"is_done":true}
POST   /cases/{number}/checklist                    asl---m-
POST   /cases/{number}/merge                        asl---m-  {"number":"$number"}
DELETE /cases/{number}/merge                        asl---m-
POST   /cases/{number}/links                        asl---m-  {"number":"$number"}
DELETE /cases/{number}/links/{number}               asl---m-
GET    /cases/{number}/presence                     all
PUT    /cases/{number}/presence                     all
PUT    /cases/{number}/incident?incident={incident} asl---m-
DELETE /cases/{number}/incident                     asl---m-
GET    /incidents                                   all
GET    /incidents/suspected                         all
POST   /incidents                                   -sl---m-  {"brand":"hotel","title":"停水"}
GET    /incidents/{incident}                        all
PUT    /incidents/{incident}/statement              -sl---m-  {"text":"抢修中"}
POST   /incidents/{incident}/updates                -sl---m-  {"text":"抢修中","request_key":"k"}
POST   /incidents/{incident}/resolution             -sl---m-  {"cases":[],"outcome":"x","cause":"y","text":"z"}
GET    /incidents/{incident}/statements             all
GET    /incidents/{incident}/crisis                 all
POST   /incidents/{incident}/crisis                 -sl---m-  {"reason":"急"}
PUT    /incidents/{incident}/crisis/roles/{part_of} -sl---m-  LONG
PUT    /incidents/{incident}/crisis/steps/{step}    -sl---m-  {}
POST   /incidents/{incident}/crisis/log             -sl---m-  {"text":"停售"}
POST   /incidents/{incident}/crisis/review          -sl---m-  {"happened":"x"}
GET    /cases/{number}/diagnostics                  all
POST   /cases/{number}/diagnostics                  asl---m-  {"asked":"日志"}
DELETE /diagnostics/{door_id}                       asl---m-
GET    /diagnostics/door/{door}                     open
POST   /diagnostics/door/{door}                     open      {"text":"日志","agrees":false}
GET    /care                                        asl---m-
GET    /care/figures                                asl---m-
GET    /care/{care}                                 asl---m-
POST   /care/{care}/calls                           asl---m-  {"reached":false}
POST   /care/{care}/acceptance                      asl---m-  {"way":"call"}
POST   /care/{care}/dismissal                       asl---m-  {"reason":"不用了"}
GET    /care-settings?brand=hotel                   --l---m-
PATCH  /care-settings?brand=hotel                   --l---m-  {"tries":2}
PUT    /care-settings/ways                          --l---m-  {"brand":"hotel","ways":[]}
PUT    /care-settings/plans                         --l---m-  {"brand":"hotel","tier":"gold","every_days":90}
POST   /tracking/{link}/solved                      open      {"solved":true}
GET    /praise                                      all
POST   /praise/{praise}/thanks                      asl---m-  {"text":"谢谢"}
PUT    /praise/{praise}/people                      asl---m-  {"user":$agent}
PUT    /praise/{praise}/publication                 --lx-em-  {"text":"很好"}
DELETE /praise/{praise}/publication                 --lx-em-
PUT    /praise/consents/{thanked}                   open      {"agrees":true}
GET    /praise/walls/{slug}                         open
GET    /customers/{customer}/dates                  aslxn0mu
PUT    /customers/{customer}/dates/{key_date}       -sl--0m-  {"day":"1988-05-20","consent":true}
POST   /customers/dates                             -sl---m-  {"brand":"hotel","table":"x"}
POST   /incidents/{incident}/crisis/letters         -sl---m-  LONG
GET    /outreaches                                  all
POST   /outreaches                                  -sl---m-  {"brand":"hotel","subject":{"zh":"x"},"body":{"zh":"x"}}
GET    /outreaches/{outreach}                       all
POST   /outreaches/{outreach}/approval              --lx--m-
POST   /outreaches/{outreach}/stop                  -sl---m-
POST   /outreaches/answers/{reader}                 open      {"text":""}
PUT    /cases/{number}/tracking-link                asl---m-
DELETE /cases/{number}/tracking-link                asl---m-
PUT    /cases/{number}/tracking-digits              asl---m-
DELETE /cases/{number}/tracking-digits              asl---m-
GET    /tracking-settings?brand=hotel               all
PUT    /tracking-settings                           --l---m-  {"brand":"hotel","asks_tail":false}
GET    /playbook?brand=hotel                        all
PUT    /playbook                                    --l---m-  {"brand":"hotel","steps":[]}
GET    /checklists                                  all
PUT    /checklists                                  --l---m-  {"brand":"hotel","steps":[]}
POST   /cases/{number}/waiting                      asl---m-
DELETE /cases/{number}/waiting                      asl---m-
POST   /cases/{number}/preview                     asl---m-  {"text":"x"}
POST   /cases/{number}/replies/approval             asl---m-  {"text":"x"}
POST   /cases/{number}/resolution                   asl---m-  {"outcome":"solved","cause":"脏","text":"已退款"}
POST   /cases/{number}/follow-up                    asl---m-  {}
POST   /cases/{number}/closing                      asl---m-  {}
POST   /cases/{number}/reopening                    asl---m-  {"reason":"又来"}
GET    /cases/{number}/compensation-advice         all
GET    /cases/{number}/compensations               all
POST   /cases/{number}/compensations               asl---m-  {"kind":"gift","text":"房券","amount":"20","reason":"小礼"}
POST   /compensations/{compensation}/withdrawal    asl---m-  {"reason":"写错了"}
POST   /compensations/{compensation}/answer        asl---m-  {"accepts":true,"words":"电话里同意"}
POST   /compensations/{compensation}/payment       asl---m-  {"reference":"WX1"}
GET    /cases/{number}/offer-steps                 all
POST   /cases/{number}/offer-steps                 asl---m-  {"step":"confirm","asked":"退房费"}
GET    /promises                                   all
GET    /cases/{number}/promises                    all
POST   /cases/{number}/promises                    asl---m-  {"line":"明天下午5点前回电"}
POST   /cases/{number}/promises/found              asl---m-  {"text":"明天下午5点前回电"}
POST   /promises/{promise}/confirmation            asl---m-
POST   /promises/{promise}/rejection               asl---m-
POST   /promises/{promise}/keeping                 asl---m-  {}
POST   /promises/{promise}/moving                  asl---m-  {"due_at":"2027-01-01T00:00:00Z","letter":"改到元旦"}
POST   /promises/{promise}/apology                 asl---m-  {"letter":"对不起"}
GET    /promise-rates                              -slxn-mu
GET    /approvals                                  all
POST   /approvals/{approval}/decision              --lx----  {"grants":true}
GET    /compensation-parity?brand=hotel&month=2026-11  -slxn-mu
GET    /compensation-settings?brand=hotel          all
PUT    /compensation-settings/cells                ---x--m-  LONG
PUT    /compensation-settings/limits               ---x--m-  {"brand":"hotel","role":"agent","amount":"9","total":"9"}
PUT    /compensation-settings/reaches              ---x--m-  {"brand":"hotel","role":"agent","days":45}
PUT    /compensation-settings/chain                ---x--m-  {"brand":"hotel","steps":[{"role":"lead","hours":2}]}
PUT    /compensation-settings/budgets              ---x--m-  {"brand":"hotel","month":"2026-11-01","amount":"5000"}
DELETE /compensation-settings/{part}/{budget}      ---x--m-
GET    /deputies                                   all
POST   /deputies                                   --lx--m-  LONG
DELETE /deputies/{deputy}                          --lx--m-
GET    /legal-minimums                             all
PUT    /legal-minimums                             ---x--m-  LONG
GET    /views                                       all
POST   /views                                       all       {"name":"我的","filters":{}}
DELETE /views/{view}                                00l00000
GET    /escalations                                 all
GET    /cases/{number}/escalation                   all
POST   /cases/{number}/escalation                   aslx--m-  {"level":4,"reason":"请定夺"}
POST   /cases/{number}/escalation/acknowledgement   --lx--m-
POST   /cases/{number}/escalation/answer            --lx--m-  {"text":"可以退"}
POST   /cases/{number}/escalation/step-down         --lx--m-  {"reason":"一线可办"}
GET    /escalation-settings?brand=hotel             all
PUT    /escalation-settings                         --l---m-  {"brand":"hotel","triggers":{"vip":3}}
PUT    /escalation-settings/contacts                --l---m-  {"brand":"hotel","lane":"safety","users":[$lead]}
POST   /cases/{number}/checks                       asl---m-  {"text":"对不起"}
GET    /cases/{number}/help                         asl---m-
GET    /reply-texts?brand=hotel                     all
PUT    /reply-texts                                 --l---m-  LONG
DELETE /reply-texts?brand=hotel&short=x             --l---m-
GET    /wording?brand=hotel                         all
PUT    /wording                                     --l---m-  {"brand":"hotel","silenced":["tone"]}
PUT    /wording/words                               --l---m-  {"brand":"hotel","words":"亲","rewrite":"您"}
DELETE /wording/words?brand=hotel&words=亲          --l---m-
GET    /cases/{number}/fields                       all
PUT    /cases/{number}/fields                       asl---m-  {"values":{"linen":"毛巾"}}
GET    /fields?brand=hotel                          all
PUT    /fields                                      --l---m-  LONG
PUT    /fields/{field_key}/archive                  --l---m-  {"brand":"hotel","is_archived":false}
GET    /moves?brand=hotel                           all
PUT    /moves                                       --l---m-  {"brand":"hotel","changes":[]}
GET    /forms?brand=hotel                           all
PUT    /forms                                       --l---m-  {"brand":"hotel","place":"resolve","items":[]}
DELETE /forms?brand=hotel&place=resolve&category=digital  --l---m-
GET    /rules?brand=hotel                           --l---m-
PUT    /rules                                       --l---m-  LONG
POST   /rules/rehearsal                             --l---m-  {"brand":"hotel","conditions":[]}
GET    /rules/{rule}/firings                        --l---m-
DELETE /rules/{rule}                                --l---m-
POST   /cases/{number}/returns                      asl---m-  {"team":"hotel-care","reason":"不归我们"}
POST   /cases/{number}/ruling                       asl---m-  {"team":"hotel-care","reason":"归你们"}
PUT    /cases/{number}/tags                         asl---m-  {"tags":["布草"]}
GET    /priority-weights?brand=hotel                all
PUT    /priority-weights                            --l---m-  {"brand":"hotel","weights":{"tier":9}}
POST   /priority-weights/preview                    --l---m-  {"brand":"hotel","weights":{"tier":9}}
POST   /cases/{number}/reach                        asl---m-  {"reach":1000}
GET    /clock-policies?brand=hotel                  all
PUT    /clock-policies                              --l---m-  {"brand":"hotel","name":"first_reply","minutes":20}
DELETE /clock-policies?brand=hotel&name=solution    --l---m-
POST   /clock-policies/trial                        --l---m-  {"brand":"hotel","name":"solution","minutes":60}
GET    /work-calendars                              all
PUT    /work-calendars                              --l---m-  {"brand":"hotel","key":"front","name":{"zh":"前台"}}
DELETE /work-calendars/{calendar}                   --l---m-
DELETE /business-days/{day}                         --l---m-
GET    /me/pause                                    all
POST   /me/pause                                    asl---m-  {"minutes":5}
DELETE /me/pause                                    asl---m-
GET    /pause-settings?brand=hotel                  all
PUT    /pause-settings                              --l---m-  {"brand":"hotel","hard_contacts":3}
PUT    /business-days/years/{year}                  --------  LONG
GET    /me/notices                                  all
PUT    /me/notices                                  all       {"from_level":90}
GET    /notices                                     all
GET    /cases/{number}/split                        all
POST   /cases/{number}/split                        asl---m-  {"feedback":$feedback,"spans":[[0,1]],"category":"x"}
DELETE /cases/{number}/split                        asl---m-
GET    /expert-asks                                 all
GET    /cases/{number}/experts/suggestions          all
GET    /cases/{number}/panels                       all
POST   /cases/{number}/experts                      asl---m-  LONG
POST   /cases/{number}/experts/{ask}/acceptance     -s------
POST   /cases/{number}/experts/{ask}/refusal        -s------  {"reason":"忙"}
PUT    /cases/{number}/experts/{ask}/opinion        -s------  {"finding":"洗不掉","confidence":"high"}
DELETE /cases/{number}/experts/{ask}                asl---m-
POST   /cases/{number}/panel/conclusion             a-l---m-  {"text":"好"}
POST   /notices/seen                                all
GET    /cases/{number}/watchers                     all
PUT    /cases/{number}/watch                        all
DELETE /cases/{number}/watch                        all
GET    /alarms                                      all
POST   /cases/{number}/alarms/seen                  all
POST   /cases/{number}/legal-deadlines              --l---m-  LONG
POST   /cases/{number}/legal-deadlines/{deadline}/extension  --l---m-  {"reason":"复杂"}
POST   /cases/{number}/legal-deadlines/{deadline}/hold       --l---m-  {"reason":"检验"}
DELETE /cases/{number}/legal-deadlines/{deadline}/hold       --l---m-
POST   /cases/{number}/legal-deadlines/{deadline}/ending     --l---m-  {"is_done":true,"reason":"撤回"}
GET    /deadline-packs                              all
GET    /deadline-packs/versions?pack=cn.telecom     all
POST   /deadline-packs/versions                     --------  LONG
POST   /deadline-packs/versions/trial               --------  LONG
GET    /deadline-packs/chosen?brand=hotel           all
PUT    /deadline-packs/chosen                       --l---m-  {"brand":"hotel","pack":"cn.three-guarantees"}
DELETE /deadline-packs/chosen?brand=hotel&pack=cn.three-guarantees  --l---m-
GET    /business-days                               all
PUT    /business-days                               --l---m-  {"day":"2027-01-01","is_working":0,"calendar":"$calendar"}
GET    /tracking/{link}                             open
POST   /tracking/{link}/messages                    open      {"text":"还有"}
POST   /tracking/{link}/appeal                      open      {"reason":"不服"}
POST   /tracking/{link}/digits                      open      {"digits":"1234"}
PUT    /tracking/{link}/notices                     open      {"is_on":true}
GET    /side/{side}                                 open
POST   /side/{side}/answers                         open      {"text":"好"}
POST   /tracking/{link}/rating                      open      {"score":5,"effort":2}
POST   /tracking/{link}/offers/{offer}/answer      open      {"accepts":true}
POST   /tracking/{link}/reopening                   open      {"reason":"又来"}
GET    /improvements                                all
POST   /improvements                                --lxn-m-  LONG
GET    /improvements/{improvement}                  all
POST   /improvements/{improvement}/cases            --lxn-m-  {"cases":["$number"]}
POST   /improvements/{improvement}/start            --lxn-m-
POST   /improvements/{improvement}/finish           --lxn-m-  LONG
POST   /improvements/{improvement}/drop             --lxn-m-  {"reason":"r"}
POST   /improvements/{improvement}/publish          --lx-em-
POST   /improvements/{improvement}/unpublish        --lx-em-
GET    /metrics                                     -slxn-mu
GET    /metrics/promises                            -slxn-mu
GET    /metrics/promises/behind                     -slxn-mu
GET    /metrics/sentences                           -slxn-mu
GET    /search?q=床单                               all
"""
# Bodies too long for a line of the table.
LONG = {
    **dict.fromkeys(
        ("POST /deadline-packs/versions", "POST /deadline-packs/versions/trial"),
        '{"pack": "cn.telecom", "content": "x", "starts_date": "2999-01-04", "note": "x"}',
    ),
    "POST /cases/{number}/experts": """
        {"expert": $specialist, "question": "洗得掉吗", "due_at": "2027-01-01T00:00:00Z"}
    """,
    "PUT /incidents/{incident}/crisis/roles/{part_of}": '{"user_id": $lead}',
    "POST /categories/own": """
        {"parent": "service", "code": "queue", "name": {"zh": "排队"}, "examples": ["一", "二", "三", "四", "五"]}
    """,
    "PUT /categories/own/{category}": """
        {"name": {"zh": "充电"}, "examples": ["一", "二", "三", "四", "五"]}
    """,
    "PUT /compensation-settings/cells": """
        {"brand": "hotel", "harm": "moderate", "fault": "ours", "low": "10", "high": "20"}
    """,
    "POST /deputies": """
        {"user": $lead, "deputy": $specialist, "starts_at": "2027-01-01T00:00:00Z", "ends_at": "2027-01-02T00:00:00Z"}
    """,
    "PUT /legal-minimums": """
        {"source": "某法第一条", "version": "2026", "name": {"zh": "名"}, "text": {"zh": "文"}}
    """,
    "PUT /fields": """
        {"brand": "hotel", "code": "linen", "kind": "text", "name": {"zh": "床品"}}
    """,
    "PUT /reply-texts": """
        {"brand": "hotel", "kind": "snippet", "short": "x", "name": {"zh": "好"}, "body": {"zh": "{salutation}好"}}
    """,
    "POST /incidents/{incident}/crisis/letters": """
        {"subject": {"zh": "一", "en": "a"}, "body": {"zh": "二", "en": "b"}}
    """,
    "POST /people": """
        {"username": "new", "name": "新", "password": "quiet-river-81", "role": "agent", "brands": ["hotel"]}
    """,
    "POST /cases/{number}/legal-deadlines": """
        {"pack": "cn.telecom", "step": "answer", "received_at": "2026-01-05T09:00:00+08:00"}
    """,
    "PUT /business-days/years/{year}": r"""
        {"table": "day,working,name\n2027-02-06,0,春节"}
    """,
    "PUT /rules": """
        {"brand": "hotel", "name": "急件", "moment": "opened", "deeds": [{"what": "tag", "value": "急"}]}
    """,
    "POST /duty": """
        {"brand": "hotel", "tier": 2, "user": $agent, "starts_at": "2026-12-01", "ends_at": "2026-12-02"}
    """,
    "POST /improvements": """
        {"brand": "hotel", "title": "换洗衣厂", "problem": "床单脏", "owner_id": $lead, "due_date": "$due",
         "target": "每周最多一件", "category": "quality.hygiene"}
    """,
    "POST /improvements/{improvement}/finish": """
        {"you_said": {"zh": "床单脏", "en": "Stained sheets"}, "we_did": {"zh": "换了洗衣厂", "en": "A new laundry"}}
    """,
}
