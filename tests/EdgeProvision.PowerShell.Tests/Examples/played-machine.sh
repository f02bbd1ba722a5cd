# What a played machine answers by SSH: sshd runs this in place of every command. Nothing of what is asked for is run but copies: the engine's own
# scripts (facts, start, follow, check) are known by a word that only they have, and answered as a machine would answer on which every step is right already.
# Arguments: the folder of all machines. A machine's own folder is named by its address, and holds
#   boot      its boot id; written anew whenever it comes up
#   private   its private address
#   fails     there: its next configuration fails
#   drifted   there: a check finds one step that would change something; a configuration mends it
#   disk      files that can be copied
#   sessions  a line for each time that somebody came in without a command
set -u
case ${SSH_ORIGINAL_COMMAND-} in
  '')
    set -- "$1" $SSH_CONNECTION
    echo in >>"$1/$4/sessions"
    exit 0 ;;
  'exec env EDGEPROVISION_COMMAND='*)
    # The engine has the login shell run its commands: that is this script, for once.
    machines=$1
    set -- $SSH_CONNECTION
    SHELL=$machines/play MACHINE=$machines/$3 PLAYED=1
    export SHELL MACHINE PLAYED
    exec /bin/sh -c "$SSH_ORIGINAL_COMMAND" ;;
esac
exit 127
