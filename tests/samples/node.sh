#!/bin/sh
# What does a sample node look like from inside? A private host name, process table, network, home and database,
# so that nothing of the recording machine shows in a recording. Run by terminal.py inside new namespaces.
# Reads NODE_HOST, NODE_USER, NODE_DATABASE (a data directory to start, or empty) and NODE_PREPARE (shell commands);
# they are no arguments because `ps` and `top` would show those.
set -e
host=$NODE_HOST user=$NODE_USER database=$NODE_DATABASE prepare=$NODE_PREPARE
unset NODE_HOST NODE_USER NODE_DATABASE NODE_PREPARE
cd /

hostname "$host"
ip link set lo up
printf '127.0.0.1 localhost %s %s.internal.example\n' "$host" "$host" >/run/sample-hosts.$$
mount --bind /run/sample-hosts.$$ /etc/hosts
rm -f /run/sample-hosts.$$
for place in /dev/shm /root /home /srv /tmp /var/log /run; do mount -t tmpfs -o "mode=755,size=600m" data "$place"; done
chmod 1777 /tmp /dev/shm
install -d -o "$user" -g "$user" "/home/$user"
for home in /root "/home/$user"; do
    cat >"$home/.bashrc" <<'RC'
case $- in *i*) ;; *) return ;; esac
PS1='[\u@\h \W]\$ '
alias ls='ls --color=auto'
RC
done
echo '. ~/.bashrc' >/root/.profile

if [ -n "$database" ]; then
    cp -a "$database" /srv/postgresql
    install -d -o postgres -g postgres /run/postgresql /var/log/postgresql
    # Only the server itself runs as postgres, and with the clock of the story, so that now() agrees with the shell.
    setpriv --reuid postgres --regid postgres --init-groups env "LD_PRELOAD=$FAKETIME_LIBRARY" \
        /usr/lib/postgresql/15/bin/pg_ctl -D /srv/postgresql -l /var/log/postgresql/postgresql.log -w start >/dev/null
fi
eval "$prepare"

cd "/home/$user"
export HOME="/home/$user" USER="$user"
# The agent starts `sh`, which on Amazon Linux is bash under another name: prompt sh-5.2$.
setpriv --reuid "$user" --regid "$user" --init-groups env "LD_PRELOAD=$FAKETIME_LIBRARY" \
    bash -c "exec -a sh bash -i" || true
