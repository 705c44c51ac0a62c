package feeds

import (
	"fmt"
	"strings"

	"dateline/cmd/cli"
)

// units is a script that writes units of systemd for the user. %s is the command line.
const units = `# dateline for your user's systemd: feeds are fetched when they are due, also while
# nobody reads. To look at the two units, read on; to install and start them:
#   dateline refresh --print-units | sh
#   systemctl --user daemon-reload && systemctl --user enable --now dateline-refresh.timer
# 'journalctl --user -u dateline-refresh' has what was fetched; 'loginctl enable-linger'
# has it go on while you are not logged in.
folder="${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user" && mkdir -p "$folder" || exit
cat > "$folder/dateline-refresh.service" <<'UNIT'
[Unit]
Description=dateline: fetch the feeds that are due
Documentation=man:dateline(1)

[Service]
Type=oneshot
ExecStart=%[1]s refresh
# A feed failed. 'dateline sources failing' says which; the others were fetched.
SuccessExitStatus=1
TimeoutStartSec=15min
Nice=10
IOSchedulingClass=idle
NoNewPrivileges=yes
UMask=0077
UNIT
cat > "$folder/dateline-refresh.timer" <<'UNIT'
[Unit]
Description=dateline: look every five minutes which feeds are due

[Timer]
OnStartupSec=1min
OnUnitInactiveSec=5min
RandomizedDelaySec=30
AccuracySec=30

[Install]
WantedBy=timers.target
UNIT
`

// printUnits prints the script, for this program and its library.
func (c *commands) printUnits() error {
	program, err := cli.UnitProgram(c.Executable)
	if err != nil {
		return err
	}
	words := []string{program}
	for _, flag := range c.Flags() {
		words = append(words, cli.UnitWord(flag))
	}
	_, err = fmt.Fprintf(c.Stdout, units, strings.Join(words, " "))
	return err
}
