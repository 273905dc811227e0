"""What happened in each story? One function per folder, in the verbs of story.py; times are JST of November 2026."""
import datetime as dt

import aws
import unreadable
from story import Story, jst, seconds


def approved_and_recorded():
    s = Story("approved-and-recorded")
    request = s.request("alice", "prod-db", jst("17 10:05:12"),
                        "INC-2381 checkout is slow: look for a missing index on orders", hours=2)
    s.level(request, jst("17 10:05:13"))
    s.approve(request, "bob", jst("17 10:11:48"), "ok, index only, no data changes")
    token = s.token(request, jst("17 10:14:31"))
    session = s.session(token, "prod-db", jst("17 10:15:04"), "slow_checkout", stream="firehose", reason="INC-2381")
    s.nodes(jst("17 10:00:00"), hybrid=True)
    s.history(jst("17 12:00:00"), [session])
    return s


def auto_approved():
    s = Story("auto-approved", trail_form="lines")
    request = s.request("erin", "batch-1", jst("18 09:42:10"), "billing batch of 17 November stopped, run it again",
                        automatic=True)
    token = s.token(request, jst("18 09:42:40"), key="assumed")
    session = s.session(token, "batch-1", jst("18 09:43:02"), "rerun_billing")
    s.nodes(jst("18 09:30:00"))
    s.history(jst("18 12:00:00"), [session])
    return s


def approved_by_two_levels():
    s = Story("approved-by-two-levels")
    request = s.request("dave", "prod-db", jst("19 13:20:45"),
                        "CHG-0912 drop orders_2024_backup after the retention review", hours=2,
                        policy="prod-db-two-levels")
    s.level(request, jst("19 13:20:46"), "TeamLead")
    s.approve(request, "bob", jst("19 13:31:09"), "retention review is done, table may go", step="TeamLead", last=False)
    s.level(request, jst("19 13:31:12"), "DataOwner")
    s.approve(request, "carol", jst("19 13:52:30"), "approved for CHG-0912 only", step="DataOwner")
    token = s.token(request, jst("19 14:02:15"))
    session = s.session(token, "prod-db", jst("19 14:02:58"), "drop_old_table", stream="firehose", run_as="dba01",
                        reason="CHG-0912")
    s.delivered_again(jst("19 14:02:58"), later=dt.timedelta(minutes=25))
    s.nodes(jst("19 13:00:00"))
    s.history(jst("19 16:00:00"), [session])
    return s


def no_request():
    s = Story("no-request")
    operations = aws.iam_user("ops-legacy", aws.PROD)
    first = s.session(operations, "prod-web-1", jst("18 17:45:03"), "edit_web_config", suffix="0c41f7a29be05d836",
                      address="203.0.113.90", agent="aws-cli/1.29.62 Python/3.8.18 Linux/5.10.0 botocore/1.31.62",
                      via_lookup=True)
    vendor = s.standing("vendor-x", "prod-web-1", jst("20 22:31:40"))
    second = s.session(vendor, "prod-web-1", jst("20 22:40:19"), "read_access_log")
    s.nodes(jst("18 17:00:00"))
    s.history(jst("18 20:00:00"), [first])
    s.history(jst("21 08:00:00"), [second, first])
    return s


def self_approved():
    s = Story("self-approved")
    request = s.request("bob", "prod-db", jst("16 18:20:33"), "customer count for the sales report")
    s.level(request, jst("16 18:20:34"))
    s.approve(request, "bob", jst("16 18:21:50"), "my own request, nobody else is in")
    token = s.token(request, jst("16 18:23:11"))
    session = s.session(token, "prod-db", jst("16 18:23:40"), "export_customers")
    s.nodes(jst("16 18:00:00"))
    s.history(jst("16 20:00:00"), [session])
    return s


def session_outlives_window():
    s = Story("session-outlives-window")
    request = s.request("vendor-x", "stg-app", jst("19 14:48:20"), "deploy release 4.2.0 to staging",
                        policy="staging-nodes")
    s.level(request, jst("19 14:48:21"))
    s.approve(request, "carol", jst("19 14:55:02"), "go ahead, one hour is enough")
    token = s.token(request, jst("19 15:01:12"), key="assumed")
    session = s.session(token, "stg-app", jst("19 15:01:44"), "deploy_and_linger", stream="firehose")
    s.terminate(session, token)
    where = dict(account=aws.STAGING, region="us-east-1")
    s.nodes(jst("19 14:30:00"), **where)
    s.history(jst("19 18:00:00"), [session], **where)
    return s


def two_requests_match():
    s = Story("two-requests-match", trail_form="array")
    first = s.request("erin", "batch-1", jst("17 14:40:05"), "settlement job hangs since 02:14", hours=3)
    s.approve(first, "bob", jst("17 14:46:38"), "please stop it only")
    second = s.request("erin", "batch-1", jst("17 15:05:51"), "settlement job: collect logs for the vendor", hours=2)
    s.approve(second, "carol", jst("17 15:12:20"), "logs only")
    token = s.assume_token_role(first.person, first.node, jst("17 15:33:07"), recorded=False)
    session = s.session(token, "batch-1", jst("17 15:33:30"), "find_stuck_job")
    s.nodes(jst("17 14:00:00"))
    s.history(jst("17 18:00:00"), [session])
    return s


def recording_missing():
    s = Story("recording-missing")
    request = s.request("dave", "batch-1", jst("20 09:28:14"), "CHG-0915 change the instance type of batch-1")
    s.approve(request, "bob", jst("20 09:33:40"), "maintenance window is open")
    token = s.token(request, jst("20 09:40:02"), key="hidden")
    session = s.session(token, "batch-1", jst("20 09:40:31"), ended=jst("20 09:52:18") + dt.timedelta(milliseconds=204))
    stopping = {"instanceId": session.node.id, "currentState": {"code": 64, "name": "stopping"},
                "previousState": {"code": 16, "name": "running"}}
    s.other_call("dave", "batch-1", "NodeOperator", jst("20 09:51:57"), "ec2", "StopInstances",
                 {"instancesSet": {"items": [{"instanceId": session.node.id}]}, "force": False},
                 {"requestId": aws.identifier("stop batch-1"), "instancesSet": {"items": [stopping]}})
    s.nodes(jst("20 09:00:00"))
    s.nodes(jst("20 10:30:00"), lost=[("batch-1", jst("20 09:51:49"))])
    s.history(jst("20 12:00:00"), [session])
    return s


def port_forward_to_database():
    s = Story("port-forward-to-database")
    erin = s.standing("erin", "bastion-1", jst("20 11:02:26"))
    session = s.session(erin, "bastion-1", jst("20 11:20:08"),
                        ended=jst("20 11:58:41") + dt.timedelta(milliseconds=870),
                        document="AWS-StartPortForwardingSessionToRemoteHost",
                        parameters={"host": ["prod-db.internal.example"], "portNumber": ["5432"],
                                    "localPortNumber": ["15432"]})
    s.terminate(session, erin)
    s.nodes(jst("20 11:00:00"))
    s.history(jst("20 14:00:00"), [session], epoch=True)
    return s


def approved_never_used():
    s = Story("approved-never-used")
    request = s.request("carol", "prod-db", jst("19 10:41:22"), "check replication lag after the night's import")
    s.level(request, jst("19 10:41:23"))
    s.approve(request, "bob", jst("19 10:50:03"), "fine")
    s.nodes(jst("19 10:30:00"))
    s.history(jst("19 20:00:00"), [])
    return s


def japanese_reason_and_output():
    s = Story("japanese-reason-and-output")
    request = s.request("hanako.sato", "prod-db", jst("18 13:12:40"),
                        "本番DBの請求データ不整合の調査（申請番号：変更管理-2026-1147）。データは変更しません。", hours=2)
    s.level(request, jst("18 13:12:41"))
    s.approve(request, "carol", jst("18 13:20:55"), "承認します。参照のみでお願いします。")
    token = s.token(request, jst("18 13:29:12"), key="answered")
    session = s.session(token, "prod-db", jst("18 13:30:06"), "check_billing_in_japanese", stream="firehose",
                        time_zone="Asia/Tokyo", reason="請求データ不整合の調査")
    s.nodes(jst("18 13:00:00"))
    s.history(jst("18 16:00:00"), [session])
    return s


def clock_skew():
    s = Story("clock-skew")
    request = s.request("alice", "prod-web-1", jst("20 15:50:11"),
                        "log times of prod-web-1 do not fit the load balancer's")
    s.level(request, jst("20 15:50:12"))
    s.approve(request, "carol", jst("20 15:57:36"), "ok")
    token = s.token(request, jst("20 16:03:20"), key="hidden")
    session = s.session(token, "prod-web-1", jst("20 16:03:55"), "compare_clocks", stream="lines", skew=seconds(7 * 60))
    s.nodes(jst("20 15:30:00"))
    s.history(jst("20 18:00:00"), [session])
    return s


def denied_attempt():
    s = Story("denied-attempt")
    s.denied("vendor-x", "prod-db", jst("17 16:18:27"))
    s.denied("vendor-x", "prod-db", jst("17 16:18:52"))
    request = s.request("vendor-x", "prod-db", jst("17 16:24:10"), "need to see the database of the shop")
    s.level(request, jst("17 16:24:11"))
    s.reject(request, "bob", jst("17 16:40:33"), "no ticket, and vendors use staging")
    s.nodes(jst("17 16:00:00"))
    s.history(jst("17 20:00:00"), [])
    return s


def token_role_without_request():
    s = Story("token-role-without-request")
    node = aws.NODES["prod-web-1"]
    token = s.assume_token_role(aws.PEOPLE["dave"], node, jst("21 11:07:45"), by="PlatformAdmin")
    session = s.session(token, "prod-web-1", jst("21 11:08:20"), "look_around")
    s.nodes(jst("21 11:00:00"))
    s.history(jst("21 14:00:00"), [session])
    return s


def approved_earlier():
    s = Story("approved-earlier")
    request = s.request("carol", "prod-db", jst("12 10:58:36"), "capacity review: size of the orders table")
    s.level(request, jst("12 10:58:37"))
    s.approve(request, "bob", jst("12 11:03:15"), "ok")
    token = s.token(request, jst("12 11:10:48"), key="assumed")
    session = s.session(token, "prod-db", jst("12 11:11:20"), "count_orders")
    s.nodes(jst("12 10:30:00"))
    s.history(jst("12 14:00:00"), [session])
    return s


def desktop_approved():
    s = Story("desktop-approved")
    request = s.request("erin", "office-1", jst("18 14:49:30"), "CHG-0921 install release 4.2.1 on office-1")
    s.level(request, jst("18 14:49:31"))
    s.approve(request, "bob", jst("18 14:55:12"), "go ahead")
    token = s.token(request, jst("18 15:01:24"))
    way = s.desktop(token, "office-1", jst("18 15:02:05"), ended=jst("18 15:03:10"), film="approved")
    s.nodes(jst("18 14:30:00"), platform="Windows")
    s.history(jst("18 18:00:00"), [way])
    return s


def desktop_after_hours():
    s = Story("desktop-after-hours")
    vendor = s.standing("vendor-x", "office-1", jst("20 23:38:51"))
    way = s.desktop(vendor, "office-1", jst("20 23:41:10"), ended=jst("20 23:42:20"), film="after-hours")
    s.nodes(jst("20 23:00:00"), platform="Windows")
    s.history(jst("21 08:00:00"), [way])
    return s


def desktop_truncated():
    s = Story("desktop-truncated")
    request = s.request("dave", "office-1", jst("19 10:02:18"), "CHG-0918 is the share of office-1 full?")
    s.approve(request, "carol", jst("19 10:09:41"), "look only")
    token = s.token(request, jst("19 10:14:37"), key="assumed")
    way = s.desktop(token, "office-1", jst("19 10:15:02"), ended=jst("19 10:15:40"), film="truncated")
    s.nodes(jst("19 10:00:00"), platform="Windows")
    s.history(jst("19 14:00:00"), [way])
    return s


def desktop_without_connection():
    s = Story("desktop-without-connection")
    node = aws.NODES["office-1"]
    s.film("without-connection", aws.identifier("a connection that nobody recorded"), node, jst("21 10:40:00"))
    s.nodes(jst("21 10:00:00"), platform="Windows")
    s.history(jst("21 14:00:00"), [])
    return s


def desktop_processing():
    s = Story("desktop-processing")
    request = s.request("carol", "office-1", jst("24 13:12:05"), "INC-2402 the price list does not open")
    s.approve(request, "bob", jst("24 13:20:30"), "ok")
    token = s.token(request, jst("24 13:29:46"))
    way = s.desktop(token, "office-1", jst("24 13:30:15"), ended=jst("24 13:48:02"))
    s.nodes(jst("24 13:00:00"), platform="Windows")
    s.history(jst("24 13:55:00"), [way])
    return s


def unreadable_inputs():
    s = Story("unreadable-inputs")
    typed = ("read_shift_jis", "read_euc_jp", "read_binary", "print_long_line", "forge_trailer")
    sessions = [s.only_log("erin", "stg-app", jst(f"10 10:{10 * number + 2}:00"), terminal)
                for number, terminal in enumerate(typed)]
    unreadable.spoil(s, *sessions[:3])
    return s


STORIES = (
    unreadable_inputs, approved_earlier, self_approved, approved_and_recorded, two_requests_match, denied_attempt,
    auto_approved, japanese_reason_and_output, no_request, approved_never_used, approved_by_two_levels,
    session_outlives_window, recording_missing, port_forward_to_database, clock_skew, token_role_without_request,
    desktop_approved, desktop_truncated, desktop_after_hours, desktop_without_connection, desktop_processing,
)
