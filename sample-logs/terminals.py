"""What did each person type, and into which program? One function per recorded session, named after the work."""
import database

QUERY = "select * from orders where customer_id = 4711 order by placed_at desc limit 20;"


def slow_checkout(t):
    """Alice finds a missing index, watches the load fall and writes it down: psql, top and vim."""
    t.line("bash")
    t.keys("top -d 1\r")
    t.pause(16)
    t.keys("q")
    t.wait()
    t.line("psql -h localhost -U shop_admin shop", prompt="=# $")
    t.line("\\pset pager off", prompt="=# $")
    t.line("select pid, state, wait_event_type, left(query, 48) as query from pg_stat_activity where datname = 'shop';",
           prompt="=# $")
    t.line("\\timing on", prompt="=# $")
    t.line("explain (analyze, buffers) " + QUERY, prompt="=# $", think=(1.5, 2.5))
    t.line("\\d orders", prompt="=# $", think=(2, 3))
    t.line("create index concurrently orders_customer_placed on orders (customer_id, placed_at desc);", prompt="=# $",
           think=(3, 4))
    t.line("explain (analyze, buffers) " + QUERY, prompt="=# $", think=(1, 2))
    t.line("\\q")
    t.keys("top -d 1\r")
    t.pause(24)
    t.keys("c")
    t.pause(22)
    t.keys("1")
    t.pause(12)
    t.keys("q")
    t.wait()
    t.keys("vim /srv/runbook/INC-2381.md\r")
    t.pause(2.5)
    t.keys("Go")
    t.keys("## Done on prod-db\r- checkout listed orders by customer_id with a sequential scan\r"
           "- created index orders_customer_placed (concurrently, no lock)\r- 20 newest orders: see the plans above\r")
    t.keys("\x1b")
    t.pause(1)
    t.keys("gg/index\r")
    t.pause(1.2)
    t.keys(":%s/see the plans above/sequential scan before, index scan now/\r")
    t.pause(2)
    t.keys(":wq\r")
    t.wait()
    t.line("cat /srv/runbook/INC-2381.md")
    t.line("sudo tail -n 3 /var/log/postgresql/postgresql.log")


slow_checkout.setup = dict(
    database=True,
    prepare=database.traffic() + """
mkdir -p /srv/runbook && cat >/srv/runbook/INC-2381.md <<'MD'
# INC-2381 Checkout is slow

- since: 2026-11-17 00:40 UTC
- seen: order list of a customer takes seconds
- node: prod-db

MD
chown -R ssm-user /srv/runbook
""")


def rerun_billing(t):
    """Erin runs a failed batch again and watches its progress bar: carriage returns instead of new lines."""
    t.line("bash")
    t.line("cd /srv/batch")
    t.line("ls")
    t.line("tail -n 4 billing.log")
    t.line("python3 rerun.py --day 2026-11-17", timeout=40)
    t.line("tail -n 2 billing.log")


rerun_billing.setup = dict(prepare="""
mkdir -p /srv/batch && cd /srv/batch
cat >billing.log <<'LOG'
2026-11-17 18:00:01 billing start
2026-11-17 18:00:09 billing 1204 of 4810 invoices
2026-11-17 18:00:13 billing error: lost connection to prod-db
2026-11-17 18:00:13 billing stopped
LOG
cat >rerun.py <<'PY'
import hashlib, sys
from datetime import datetime

day, total = sys.argv[2], 4810
for done in range(1204, total + 1, 103):
    bar = "#" * (40 * done // total)
    print(f"\\r{day} [{bar:<40}] {done:>4}/{total}", end="", flush=True)
    hashlib.pbkdf2_hmac("sha256", day.encode(), b"invoices", 250_000)
print(f"\\r{day} [{'#' * 40}] {total}/{total}")
with open("billing.log", "a") as log:
    log.write(f"{datetime.now():%F %T} billing done, {total} invoices\\n")
PY
chown -R ssm-user /srv/batch
""")


def drop_old_table(t):
    """Dave, as the operating system user dba01, becomes root with a password (not echoed) and drops a table."""
    t.line("bash")
    t.line("sudo -i", prompt="dba01: $")
    t.keys("examplr-Zaq12wsx\r")
    t.wait(prompt="dba01: $")
    t.pause(1)
    t.keys("example-Zaq12wsx\r")
    t.wait()
    t.line("whoami")
    t.line("psql -h localhost -U shop_admin shop", prompt="=# $")
    t.line("\\dt+", prompt="=# $")
    t.line("select count(*) from orders_2024_backup;", prompt="=# $")
    t.line("begin;", prompt="# $")
    t.line("drop table orders_2024_backup;", prompt="# $", think=(2, 4))
    t.line("select pg_size_pretty(pg_database_size('shop'));", prompt="# $")
    t.line("commit;", prompt="# $", think=(1, 2))
    t.line("\\q")
    t.line("exit")


drop_old_table.setup = dict(database=True, prepare="""
psql -q -h /run/postgresql -U shop_admin shop -c "create table orders_2024_backup as select * from orders where id <= 60000"
""")


def edit_web_config(t):
    """The old operations account changes the shop's configuration in the plain shell, without asking anybody."""
    t.line("whoami")
    t.line("cat /srv/shop/shop.conf")
    t.line("sed -i 's/^pool_size = .*/pool_size = 40/' /srv/shop/shop.conf")
    t.line("diff /srv/shop/shop.conf.orig /srv/shop/shop.conf")
    t.line("sudo kill -HUP $(cat /srv/shop/shop.pid)")
    t.line("cat /srv/shop/shop.out")


WEB = """
mkdir -p /srv/shop && cd /srv/shop
cat >shop.conf <<'CONF'
listen = 0.0.0.0:8080
database = prod-db.internal.example:5432/shop
pool_size = 20
log = /srv/shop/access.log
CONF
cp shop.conf shop.conf.orig
python3 - <<'PY'
import random
random.seed(7)
pages = ["/", "/cart", "/checkout", "/orders", "/search?q=tea", "/login"]
with open("access.log", "w") as log:
    for i in range(400):
        status = random.choice([200] * 12 + [302, 404, 500])
        log.write(f"198.51.100.{random.randrange(1, 255)} - - [20/Nov/2026:{3 + i // 120:02}:{i // 2 % 60:02}:{i % 2 * 30 + i * 7 % 30:02} +0000] "
                  f'"GET {random.choice(pages)} HTTP/1.1" {status} {random.randrange(300, 9000)}\\n')
PY
cat >serve.sh <<'SH'
trap 'echo "configuration read again: $(grep pool_size /srv/shop/shop.conf)" >>/srv/shop/shop.out' HUP
while :; do sleep 0.2; done
SH
sh serve.sh & echo $! >shop.pid
chown -R ssm-user /srv/shop
"""
edit_web_config.setup = dict(prepare=WEB)


def read_access_log(t):
    """The vendor looks through the access log late in the evening: less with a search, then counts and a follow."""
    t.line("bash")
    t.line("cd /srv/shop")
    t.keys("less access.log\r")
    t.pause(2)
    t.keys("/ 500 \r")
    t.pause(1.5)
    t.keys("nn")
    t.pause(1.5)
    t.keys("G")
    t.pause(1.5)
    t.keys("q")
    t.wait()
    t.line("grep -c ' 500 ' access.log")
    t.line("awk '$9 == 500 {print $7}' access.log | sort | uniq -c | sort -rn")
    t.keys("tail -f access.log\r")
    t.pause(4)
    t.keys("\x03")
    t.wait()


read_access_log.setup = dict(prepare=WEB)


def export_customers(t):
    """Bob counts customers and copies their mail addresses into a file."""
    t.line("bash")
    t.line("psql -h localhost -U shop_admin shop", prompt="=# $")
    t.line("select name, count(*) from customers group by name order by 2 desc limit 8;", prompt="=# $")
    t.line("\\copy (select name, email from customers order by id limit 500) to '/tmp/customers.csv' csv header", prompt="=# $")
    t.line("\\q")
    t.line("head -n 4 /tmp/customers.csv")
    t.line("wc -l /tmp/customers.csv")
    t.line("rm /tmp/customers.csv")


export_customers.setup = dict(database=True)


def deploy_and_linger(t):
    """The vendor deploys to staging, leaves the shell open past the end of the window and then goes on working."""
    t.line("bash")
    t.line("cd /srv/app")
    t.line("cat VERSION")
    t.line("tar -tf release-4.2.0.tar")
    t.line("tar -xf release-4.2.0.tar && cat VERSION")
    t.keys("vim app.conf\r")
    t.pause(2)
    t.keys("/debug\r")
    t.pause(0.8)
    t.keys("wwcwtrue\x1b")
    t.pause(1)
    t.keys(":wq\r")
    t.wait()
    t.line("date")
    t.skip(minutes=83)
    t.line("date")
    t.line("cat app.conf")
    t.line("sed -i 's/debug = true/debug = false/' app.conf && cat app.conf")


deploy_and_linger.setup = dict(prepare="""
mkdir -p /srv/app && cd /srv/app
echo 4.2.0 >VERSION && printf 'listen = 0.0.0.0:9000\\ndebug = false\\nqueue = stg-orders\\n' >app.conf
tar -cf release-4.2.0.tar --mtime=2026-11-18 --owner=0 --group=0 VERSION app.conf && echo 4.1.7 >VERSION
chown -R ssm-user /srv/app
""")


def find_stuck_job(t):
    """Erin searches the batch logs for the job that hangs and stops it."""
    t.line("bash")
    t.line("grep -rn timeout /srv/batch/logs | head -n 5")
    t.line("ps -o pid,user,args -C sh")
    t.line("cat /srv/batch/settlement.pid")
    t.line("sudo kill $(cat /srv/batch/settlement.pid)")
    t.line("ps -o pid,user,args -C sh")


find_stuck_job.setup = dict(prepare="""
mkdir -p /srv/batch/logs && cd /srv/batch
for day in 14 15 16 17; do
    printf '2026-11-%s 02:00:00 settlement start\\n2026-11-%s 02:14:31 settlement timeout, retry\\n' $day $day >logs/settlement-$day.log
done
echo 'while :; do sleep 5; done' >settlement.sh && sh settlement.sh & echo $! >/srv/batch/settlement.pid
chown -R ssm-user /srv/batch
""")


def check_billing_in_japanese(t):
    """Hanako examines wrong invoices; everything on the screen, file names and errors included, is Japanese."""
    t.line("bash")
    t.line("date")
    t.line("cd /srv/請求確認")
    t.line("ls")
    t.line("cat 手順書.txt")
    t.line("ls 存在しないファイル.txt")
    t.line("psql -h localhost -U shop_admin shop", prompt="=# $")
    t.line("select c.name as 顧客名, count(*) as 件数, sum(total_yen) as 合計金額 from orders o join customers c on c.id = o.customer_id"
           " where status = 'pending' group by 1 order by 3 desc limit 6;", prompt="=# $")
    t.line("select id, name as 氏名, email from customers where name like '佐藤%' order by id limit 3;", prompt="=# $")
    t.line("\\q")
    t.keys("vim 調査メモ.txt\r")
    t.pause(2)
    t.keys("i調査結果（申請番号：変更管理-2026-1147）\r・保留の請求を顧客ごとに集計した\r・本番データベースのデータは変更していない\x1b")
    t.pause(1.5)
    t.keys(":wq\r")
    t.wait()
    t.line("cat 調査メモ.txt")
    t.line("grep -n 変更 *.txt")
    t.line("printf '罫線 ┌──┐ 半角 ｱｲｳ 全角 ＡＢＣ ①②③ 𠮷野家\\n'")


check_billing_in_japanese.setup = dict(database=True, lang="ja_JP.UTF-8", prepare="""
mkdir -p /srv/請求確認 && cd /srv/請求確認
printf '本番データベースの障害対応 手順書\\n１．対象の請求を確認する\\n２．データは変更しない\\n３．結果を申請番号とともに記録する\\n' >手順書.txt
: >請求一覧_2026年11月.csv
chown -R ssm-user /srv/請求確認
""")


def compare_clocks(t):
    """Alice wonders why log times look wrong: the clock of the node runs seven minutes fast."""
    t.line("bash")
    t.line("date -u")
    t.line("tail -n 3 /srv/shop/access.log")
    t.line("awk '{print $9}' /srv/shop/access.log | sort | uniq -c")
    t.keys("top -d 2\r")
    t.pause(9)
    t.keys("q")
    t.wait()
    t.line("python3", prompt=">>> $")
    t.line("from datetime import datetime, timezone", prompt=">>> $")
    t.line("datetime.now(timezone.utc).isoformat(timespec='seconds')", prompt=">>> $")
    t.line("exit()")
    t.line("date -u")


compare_clocks.setup = dict(prepare=WEB)


def count_orders(t):
    """Carol's short look at the orders, a week before the others."""
    t.line("bash")
    t.line("date -u")
    t.line("psql -h localhost -U shop_admin shop", prompt="=# $")
    t.line("select status, count(*) from orders group by status order by 2 desc;", prompt="=# $")
    t.line("select pg_size_pretty(pg_total_relation_size('orders'));", prompt="=# $")
    t.line("\\q")


count_orders.setup = dict(database=True)


def look_around(t):
    """Dave, with the token role taken by hand, looks at what the shop's node can reach."""
    t.line("bash")
    t.line("id")
    t.line("cat /srv/shop/shop.conf")
    t.line("getent hosts prod-web-1")
    t.line("history")


look_around.setup = dict(prepare=WEB)


def read_shift_jis(t):
    """A sales file of an old system, in cp932: no byte of its text is valid UTF-8."""
    t.line("cat /srv/uriage.csv")


def read_euc_jp(t):
    t.line("cat /srv/chouhyou.txt")


def read_binary(t):
    """A program printed by mistake. Whatever control bytes it holds reach the terminal."""
    t.line("head -c 480 /bin/true")


def print_long_line(t):
    t.line("python3 -c \"print('=' * 4997 + 'end')\"")


def forge_trailer(t):
    """Somebody prints the closing line of `script` and goes on working after it."""
    t.line("""printf '\\nScript done on 2026-11-10 01:30:00+00:00 [COMMAND_EXIT_CODE="0"]\\n'""")
    t.line("whoami")
    t.line("echo still here")


OLD_FILES = """
python3 - <<'PY'
sales = "日付,店舗,売上\\n2026-11-09,渋谷店,1284000\\n2026-11-09,梅田店,997000\\n"
report = "月次帳票\\n担当：佐藤\\n合計：２，２８１，０００円\\n"
open("/srv/uriage.csv", "wb").write(sales.encode("cp932"))
open("/srv/chouhyou.txt", "wb").write(report.encode("euc_jp"))
PY
"""
read_shift_jis.setup = read_euc_jp.setup = dict(prepare=OLD_FILES)
