"""What lies on each node before somebody logs in? Shell commands that run as root on the fresh node."""
import database

RUNBOOK = database.traffic() + """
mkdir -p /srv/runbook && cat >/srv/runbook/INC-2381.md <<'MD'
# INC-2381 Checkout is slow

- since: 2026-11-17 00:40 UTC
- seen: order list of a customer takes seconds
- node: prod-db

MD
chown -R ssm-user /srv/runbook
"""

OLD_TABLE = """
psql -q -h /run/postgresql -U shop_admin shop \\
    -c "create table orders_2024_backup as select * from orders where id <= 60000"
"""

BILLING = """
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
"""

SETTLEMENT = """
mkdir -p /srv/batch/logs && cd /srv/batch
for day in 14 15 16 17; do
    printf '2026-11-%s 02:00:00 settlement start\\n2026-11-%s 02:14:31 settlement timeout, retry\\n' $day $day \\
        >logs/settlement-$day.log
done
echo 'while :; do sleep 5; done' >settlement.sh && sh settlement.sh & echo $! >/srv/batch/settlement.pid
chown -R ssm-user /srv/batch
"""

SHOP = """
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
        at = f"20/Nov/2026:{3 + i // 120:02}:{i // 2 % 60:02}:{i % 2 * 30 + i * 7 % 30:02} +0000"
        log.write(f"198.51.100.{random.randrange(1, 255)} - - [{at}] "
                  f'"GET {random.choice(pages)} HTTP/1.1" {status} {random.randrange(300, 9000)}\\n')
PY
cat >serve.sh <<'SH'
trap 'echo "configuration read again: $(grep pool_size /srv/shop/shop.conf)" >>/srv/shop/shop.out' HUP
while :; do sleep 0.2; done
SH
sh serve.sh & echo $! >shop.pid
chown -R ssm-user /srv/shop
"""

STAGING = """
mkdir -p /srv/app && cd /srv/app
echo 4.2.0 >VERSION && printf 'listen = 0.0.0.0:9000\\ndebug = false\\nqueue = stg-orders\\n' >app.conf
tar -cf release-4.2.0.tar --mtime=2026-11-18 --owner=0 --group=0 VERSION app.conf && echo 4.1.7 >VERSION
chown -R ssm-user /srv/app
"""

INVOICES = """
mkdir -p /srv/請求確認 && cd /srv/請求確認
printf '%s\\n' '本番データベースの障害対応 手順書' '１．対象の請求を確認する' '２．データは変更しない' \\
    '３．結果を申請番号とともに記録する' >手順書.txt
: >請求一覧_2026年11月.csv
chown -R ssm-user /srv/請求確認
"""

OLD_ENCODINGS = """
python3 - <<'PY'
sales = "日付,店舗,売上\\n2026-11-09,渋谷店,1284000\\n2026-11-09,梅田店,997000\\n"
report = "月次帳票\\n担当：佐藤\\n合計：２，２８１，０００円\\n"
open("/srv/uriage.csv", "wb").write(sales.encode("cp932"))
open("/srv/chouhyou.txt", "wb").write(report.encode("euc_jp"))
PY
"""
