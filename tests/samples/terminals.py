"""What did each person type, and into which program? One function per recorded session, named after the work."""
import nodes

QUERY = "select * from orders where customer_id = 4711 order by placed_at desc limit 20;"


def on_node(**setup):
    """What the node needs for the session: the arguments of terminal.Terminal, `database` just whether there is one."""
    def keep(typing):
        typing.setup = setup
        return typing
    return keep


@on_node(database=True, prepare=nodes.RUNBOOK)
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
    t.line("select relname, seq_scan, idx_scan from pg_stat_user_tables order by relname;", prompt="=# $", think=(3, 5))
    t.line("select indexrelname, idx_scan from pg_stat_user_indexes where relname = 'orders';", prompt="=# $",
           think=(2, 4))
    t.line("\\q")
    t.keys("top -d 1\r")
    t.pause(34)
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


@on_node(prepare=nodes.BILLING)
def rerun_billing(t):
    """Erin runs a failed batch again and watches its progress bar: carriage returns instead of new lines."""
    t.line("bash")
    t.line("cd /srv/batch")
    t.line("ls")
    t.line("tail -n 4 billing.log")
    t.line("python3 rerun.py --day 2026-11-17", timeout=40)
    t.line("tail -n 2 billing.log")


@on_node(database=True, prepare=nodes.OLD_TABLE)
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


@on_node(prepare=nodes.SHOP)
def edit_web_config(t):
    """The old operations account changes the shop's configuration in the plain shell, without asking anybody."""
    t.line("whoami")
    t.line("cat /srv/shop/shop.conf")
    t.line("sed -i 's/^pool_size = .*/pool_size = 40/' /srv/shop/shop.conf")
    t.line("diff /srv/shop/shop.conf.orig /srv/shop/shop.conf")
    t.line("sudo kill -HUP $(cat /srv/shop/shop.pid)")
    t.line("cat /srv/shop/shop.out")


@on_node(prepare=nodes.SHOP)
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


@on_node(database=True)
def export_customers(t):
    """Bob counts customers and copies their mail addresses into a file."""
    t.line("bash")
    t.line("psql -h localhost -U shop_admin shop", prompt="=# $")
    t.line("select name, count(*) from customers group by name order by 2 desc limit 8;", prompt="=# $")
    t.line("\\copy (select name, email from customers order by id limit 500) to '/tmp/customers.csv' csv header",
           prompt="=# $")
    t.line("\\q")
    t.line("head -n 4 /tmp/customers.csv")
    t.line("wc -l /tmp/customers.csv")
    t.line("rm /tmp/customers.csv")


@on_node(prepare=nodes.STAGING)
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


@on_node(prepare=nodes.SETTLEMENT)
def find_stuck_job(t):
    """Erin searches the batch logs for the job that hangs and stops it."""
    t.line("bash")
    t.line("grep -rn timeout /srv/batch/logs | head -n 5")
    t.line("ps -o pid,user,args -C sh")
    t.line("cat /srv/batch/settlement.pid")
    t.line("sudo kill $(cat /srv/batch/settlement.pid)")
    t.line("ps -o pid,user,args -C sh")


@on_node(database=True, lang="ja_JP.UTF-8", prepare=nodes.INVOICES)
def check_billing_in_japanese(t):
    """Hanako examines wrong invoices; everything on the screen, file names and errors included, is Japanese."""
    t.line("bash")
    t.line("date")
    t.line("cd /srv/請求確認")
    t.line("ls")
    t.line("cat 手順書.txt")
    t.line("ls 存在しないファイル.txt")
    t.line("psql -h localhost -U shop_admin shop", prompt="=# $")
    t.line("select c.name as 顧客名, count(*) as 件数, sum(total_yen) as 合計金額 from orders o"
           " join customers c on c.id = o.customer_id where status = 'pending'"
           " group by 1 order by 3 desc limit 6;", prompt="=# $")
    t.line("select id, name as 氏名, email from customers where name like '佐藤%' order by id limit 3;",
           prompt="=# $")
    t.line("\\q")
    t.keys("vim 調査メモ.txt\r")
    t.pause(2)
    t.keys("i調査結果（申請番号：変更管理-2026-1147）\r"
           "・保留の請求を顧客ごとに集計した\r・本番データベースのデータは変更していない\x1b")
    t.pause(1.5)
    t.keys(":wq\r")
    t.wait()
    t.line("cat 調査メモ.txt")
    t.line("grep -n 変更 *.txt")
    t.line("printf '罫線 ┌──┐ 半角 ｱｲｳ 全角 ＡＢＣ ①②③ 𠮷野家\\n'")


@on_node(prepare=nodes.SHOP)
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


@on_node(database=True)
def count_orders(t):
    """Carol's short look at the orders, a week before the others."""
    t.line("bash")
    t.line("date -u")
    t.line("psql -h localhost -U shop_admin shop", prompt="=# $")
    t.line("select status, count(*) from orders group by status order by 2 desc;", prompt="=# $")
    t.line("select pg_size_pretty(pg_total_relation_size('orders'));", prompt="=# $")
    t.line("\\q")


@on_node(prepare=nodes.SHOP)
def look_around(t):
    """Dave, with the token role taken by hand, looks at what the shop's node can reach."""
    t.line("bash")
    t.line("id")
    t.line("cat /srv/shop/shop.conf")
    t.line("getent hosts prod-web-1")
    t.line("history")


@on_node(prepare=nodes.OLD_ENCODINGS)
def read_shift_jis(t):
    """A sales file of an old system, in cp932: no byte of its text is valid UTF-8."""
    t.line("cat /srv/uriage.csv")


@on_node(prepare=nodes.OLD_ENCODINGS)
def read_euc_jp(t):
    t.line("cat /srv/chouhyou.txt")


@on_node()
def read_binary(t):
    """A program printed by mistake. Whatever control bytes it holds reach the terminal."""
    t.line("head -c 480 /bin/true")


@on_node()
def print_long_line(t):
    t.line("python3 -c \"print('=' * 4997 + 'end')\"")


@on_node()
def forge_trailer(t):
    """Somebody prints the closing line of `script` and goes on working after it."""
    t.line("""printf '\\nScript done on 2026-11-10 01:30:00+00:00 [COMMAND_EXIT_CODE="0"]\\n'""")
    t.line("whoami")
    t.line("echo still here")
