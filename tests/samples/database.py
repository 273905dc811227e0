"""What is in the shop database that the sessions look into? Invented customers and orders in a real PostgreSQL."""
import os
import subprocess

FOLDER = "/var/tmp/sample-node-postgresql"
BIN = "/usr/lib/postgresql/15/bin/"
SCHEMA = """
create role "ssm-user" login superuser;
create role shop_admin login superuser;
create role shop_app login superuser;
create database shop owner shop_admin;
\\c shop shop_admin
create table customers (id int primary key, name text not null, email text not null, created date not null);
create table orders (id int primary key, customer_id int not null references customers, placed_at timestamptz not null,
                     status text not null, total_yen int not null);
insert into customers
    select i, (array['佐藤 花子','鈴木 一郎','高橋 健','田中 美咲','Müller','O''Brien','李 小龍','김민준'])[1 + i % 8],
           'user' || i || '@example.com', date '2024-01-01' + i % 700 from generate_series(1, 5000) i;
insert into orders
    select i, 1 + (i * 7919) % 5000, timestamptz '2026-01-01 00:00+00' + i * interval '2 minutes',
           (array['paid','paid','shipped','shipped','shipped','cancelled','pending'])[1 + i % 7], 500 + (i * 37) % 90000
    from generate_series(1, 220000) i;
analyze;
"""
# The shop's traffic while somebody looks at `top`: the page that lists a customer's latest orders.
TRAFFIC = """\\set c random(1, 5000)
select id, placed_at, status, total_yen from orders where customer_id = :c order by placed_at desc limit 20;
"""


def folder():
    """The data directory to copy into a node; made on the first call."""
    if not os.path.exists(FOLDER):
        run = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups"]
        os.makedirs(FOLDER, mode=0o700)
        subprocess.run(["chown", "postgres:postgres", FOLDER], check=True)
        subprocess.run([*run, BIN + "initdb", "-D", FOLDER, "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8"],
                       stdout=subprocess.DEVNULL, check=True)
        with open(FOLDER + "/postgresql.conf", "a") as settings:
            settings.write("listen_addresses = '*'\nunix_socket_directories = '/run/postgresql'\nfsync = off\n"
                           "timezone = 'UTC'\nlog_timezone = 'UTC'\nlog_min_duration_statement = 20\njit = off\n")
        server = [*run, BIN + "pg_ctl", "-D", FOLDER, "-o", f"-c unix_socket_directories={FOLDER} -c listen_addresses=",
                  "-w", "-l", "/dev/null"]
        subprocess.run([*server, "start"], stdout=subprocess.DEVNULL, check=True)
        subprocess.run([*run, "psql", "-q", "-h", FOLDER, "postgres"], input=SCHEMA, text=True, check=True)
        subprocess.run([*server, "stop"], stdout=subprocess.DEVNULL, check=True)
        os.chmod(FOLDER, 0o700)
    return FOLDER


def traffic(clients=3, rate=60):
    """Shell command that keeps the database busy in the background."""
    return ("cat >/srv/traffic.sql <<'SQL'\n" + TRAFFIC + "SQL\n"
            f"setpriv --reuid postgres --regid postgres --init-groups {BIN}pgbench -n -h /run/postgresql -U shop_app "
            f"-c {clients} -R {rate} -T 3600 -f /srv/traffic.sql shop >/dev/null 2>&1 &")
