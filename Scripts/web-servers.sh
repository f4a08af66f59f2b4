# Web servers other than nginx, for Scripts/serve: each with the files of Deploy/, on $listen, as the caller; sourced,
# not run. The sourcing script has set run, root, listen, workers and config, and common.sh and processes.sh are there.
# shellcheck shell=bash disable=SC2154,SC2034

web_server_names='nginx fcgiwrap lighttpd apache-fcgid apache-cgid suexec-fcgid suexec-cgid portable-fcgid portable-cgid'

# Beside the configuration: where the state directory is above it, the programs refuse to work.
www=''
set_document_root() {
    www=$(dirname "$config")/.wechat-fcgi-www
    rm -rf "$www"
    mkdir -p "$www"
    printf 'a page of the site\n' >"$www/page.html"
}

# Apache and its modules, or die.
find_apache() {
    apache=$(PATH=$PATH:/usr/sbin command -v apache2) || die "apache2 is missing: Scripts/install-packages test"
    apache_modules=/usr/lib/apache2/modules
    [ -f "$apache_modules/mod_fcgid.so" ] || [[ $1 != *fcgid ]] || die "mod_fcgid is missing: Scripts/install-packages test"
}

# Apache refuses to serve as root. In a user namespace it has another number, and root's files all the same.
as_nobody_special() {
    [ "$(id -u)" -eq 0 ] || return 0
    unprivileged=(unshare --user --map-user=1000 --map-group=1000)
    "${unprivileged[@]}" true 2>/dev/null || die "Apache does not serve as root, and there are no user namespaces here: run this as another user"
}

# A folder as an account's of a shared host, whose programs suexec runs as that account: Debian's suexec runs nothing
# outside of /var/www, and no system account with a number below 100. It clears the environment: the configuration is
# found above the programs.
lay_out_account() {
    [ "$(id -u)" -eq 0 ] || die "suexec needs root"
    [ -x /usr/lib/apache2/suexec ] || die "suexec is missing: Scripts/install-packages test"
    [ -d /var/www ] || install -d -m 755 /var/www
    # suexec runs nothing where it cannot log, and this folder is another package's.
    mkdir -p /var/log/apache2
    account_home=$(mktemp -d /var/www/wechat-fcgi-XXXXXX)
    printf '%s\n' "$account_home" >"$run/account-home"
    apache_run=$account_home/apache www=$account_home/public_html apache_account='nobody nogroup'
    mkdir -p "$apache_run/fcgid" "$www" "$account_home/site"
    cp -r "$root"/{cgi-bin,lib,share} "$account_home/site/"
    ln -s ../site/cgi-bin "$www/cgi-bin"
    cp "$root/Deploy/apache/programs.htaccess" "$www/.htaccess"
    printf 'a page of the site\n' >"$www/page.html"
    sed "s#^state_dir = .*#state_dir = $account_home/state#" "$config" >"$account_home/site/wechat.ini"
    mkdir "$account_home/state"
    chown -R nobody:nogroup "$account_home"
    chown -R www-data "$apache_run"
    chmod 711 "$account_home"
    chmod -R u=rwX,go=rX "$www" "$account_home/site"
    chmod 600 "$account_home/site/wechat.ini"
}

# What a site under suexec leaves behind outside of its state directory.
remove_account() {
    local home
    { read -r home <"$run/account-home"; } 2>/dev/null || return 0
    [[ $home != /var/www/wechat-fcgi-?????? ]] || rm -rf "$home"
    rm -f "$run/account-home"
}

# A document root as a shared host's: .htaccess and programs, nothing else.
lay_out_document_root() { # SERVER
    local portable
    set_document_root
    if [[ $1 == portable-* ]]; then
        portable=$(portable_folder)/cgi-bin/wechat-fcgi.fcgi
        [ -f "$portable" ] || die "there is no portable program in dist/: make portable"
        cp "$root/Deploy/apache/portable.htaccess" "$www/.htaccess"
        cp "$portable" "$www/wechat-fcgi.fcgi"
    else
        cp "$root/Deploy/apache/programs.htaccess" "$www/.htaccess"
        ln -s "$root/cgi-bin" "$www/cgi-bin"
    fi
}

# What Apache needs of $www, and of $apache_account where programs run as another user. $apache_run is its own folder.
apache_configuration() { # SERVER
    local module modules=(authz_core env setenvif rewrite mpm_event "${1#*-}")
    if [ -n "$apache_account" ]; then
        modules+=(suexec)
        printf 'User www-data\nGroup www-data\nSuexecUserGroup %s\n' "$apache_account"
    fi
    for module in "${modules[@]}"; do
        echo "LoadModule ${module}_module $apache_modules/mod_$module.so"
    done
    cat <<CONF
ServerRoot $apache_run
ServerName localhost
Listen $listen
PidFile $apache_run/apache.pid
ErrorLog $run/logs/apache-errors.log
ThreadsPerChild 25
ServerLimit 2
MaxRequestWorkers 50
DocumentRoot $www
SetEnv WECHAT_CONFIG $config
<Directory $www>
    Options FollowSymLinks
    AllowOverride FileInfo Options AuthConfig
</Directory>
<IfModule mod_fcgid.c>
    FcgidIPCDir $apache_run/fcgid
    FcgidProcessTableFile $apache_run/fcgid.shm
    FcgidInitialEnv WECHAT_CONFIG $config
    FcgidMaxRequestLen 1048576
    FcgidMaxProcesses ${apache_processes:-70}
    FcgidMaxProcessesPerClass $workers
    FcgidMinProcessesPerClass 0
</IfModule>
<IfModule mod_cgid.c>
    ScriptSock $apache_run/cgid.sock
</IfModule>
CONF
}

start_apache() { # SERVER
    unprivileged=() apache_account='' apache_run=$run
    find_apache "$1"
    if [[ $1 == suexec-* ]]; then
        lay_out_account
    else
        as_nobody_special
        lay_out_document_root "$1"
    fi
    mkdir -p "$apache_run/fcgid"
    apache_configuration "$1" >"$run/apache.conf"
    launch web-server ${unprivileged[@]+"${unprivileged[@]}"} "$apache" -f "$run/apache.conf" -D FOREGROUND
}

start_lighttpd() {
    local lighttpd
    lighttpd=$(PATH=$PATH:/usr/sbin command -v lighttpd) || die "lighttpd is missing: Scripts/install-packages test"
    sed -e "s|/opt/wechat-fcgi/cgi-bin/|$root/cgi-bin/|" -e "s|/run/lighttpd/|$run/|" -e "s|\"max-procs\" => 2|\"max-procs\" => $workers|" \
        "$root/Deploy/lighttpd/wechat-fcgi.conf" >"$run/wechat-fcgi-lighttpd.conf"
    set_document_root
    mkdir -p "$run/uploads"
    cat >"$run/lighttpd.conf" <<CONF
server.modules = ("mod_fastcgi")
server.bind = "${listen%:*}"
server.port = ${listen##*:}
server.document-root = "$www"
server.errorlog = "$run/logs/lighttpd.log"
server.breakagelog = "$run/logs/programs.log"
server.upload-dirs = ("$run/uploads")
include "$run/wechat-fcgi-lighttpd.conf"
CONF
    launch web-server "$lighttpd" -D -f "$run/lighttpd.conf"
}

# nginx itself is started as ever; the locations of Deploy/nginx/fcgiwrap take the place of those of programs/.
start_fcgiwrap() {
    local fcgiwrap
    fcgiwrap=$(PATH=$PATH:/usr/sbin command -v fcgiwrap) || die "fcgiwrap is missing: Scripts/install-packages test"
    launch fcgiwrap "$fcgiwrap" -c 16 -s "unix:$run/fcgiwrap.sock"
    sed -i "s|include wechat-fcgi/programs/\*.conf|include wechat-fcgi/fcgiwrap/*.conf|" "$run/nginx/wechat-fcgi/wechat-fcgi.conf"
    sed -i -e "s|/run/fcgiwrap.socket|$run/fcgiwrap.sock|" -e "s|/opt/wechat-fcgi/cgi-bin|$root/cgi-bin|" "$run"/nginx/wechat-fcgi/fcgiwrap/*.conf
}

# nginx for the simulator alone.
render_simulator() {
    local user=''
    [ "$(id -u)" -ne 0 ] || user='user root;'
    mkdir -p "$run/nginx" "$run/logs"
    render_nginx "$run" "$run/nginx" "$listen" "$simulator"
    sed -n '/^server {/,$p' "$run/nginx/wechat-fcgi/simulator.conf" >"$run/nginx/simulator-alone.conf"
    cat >"$run/nginx/nginx.conf" <<CONF
$user worker_processes 1; pid $run/nginx.pid; error_log $run/logs/nginx-errors.log;
events {}
http {
    access_log off;
    client_body_temp_path $run/temporary; proxy_temp_path $run/temporary; fastcgi_temp_path $run/temporary;
    uwsgi_temp_path $run/temporary; scgi_temp_path $run/temporary;
    include $run/nginx/simulator-alone.conf;
}
CONF
}
