# Slurm: this machine as the only node of a cluster, with its controller, its node and the key that they know each other by, all on loopback.
# shellcheck shell=bash disable=SC2154
slurm=$out/slurm
if from_debian slurmctld slurmd slurm-client munge && mkdir -m 700 "$slurm" && mkdir "$slurm/state" "$slurm/spool"; then
  (umask 077 && head -c 1024 /dev/urandom >"$slurm/key")
  cat >"$slurm/slurm.conf" <<END
ClusterName=bed
SlurmctldHost=localhost(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$slurm/munge.socket
CredType=cred/munge
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
SlurmctldPort=26817
SlurmdPort=26818
SrunPortRange=26820-26899
StateSaveLocation=$slurm/state
SlurmdSpoolDir=$slurm/spool
SlurmctldPidFile=$slurm/slurmctld.pid
SlurmdPidFile=$slurm/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/affinity
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
DefMemPerNode=64
MpiDefault=none
NodeName=localhost NodeAddr=127.0.0.1 CPUs=$(nproc --all) RealMemory=1000
PartitionName=bed Nodes=ALL Default=YES State=UP
END
  export SLURM_CONF=$slurm/slurm.conf
  # server NAME COMMAND…: in the background until the bed ends.
  server() { "${@:2}" >"$slurm/$1.log" 2>&1 & at_end "kill $! 2>/dev/null; wait $! 2>/dev/null"; }
  server munged munged --foreground --force --key-file="$slurm/key" --socket="$slurm/munge.socket" --pid-file="$slurm/munged.pid" --seed-file="$slurm/seed" --log-file="$slurm/munged.messages"
  server slurmctld slurmctld -D
  server slurmd slurmd -D -N localhost
  # Each would wait for ever for what it needs.
  job() { timeout -k 5 60 "$@" 2>&1 | grep -v '^salloc: '; }
  for ((i = 0; i < 40; i++)); do timeout 5 sinfo -h -o %t 2>/dev/null | grep -qx idle && break; sleep 0.5; done
  if timeout 5 sinfo -h -o %t 2>/dev/null | grep -qx idle; then
    same "a job runs on the placement's processor and memory" "$bound" "$(job bash -c "$(said here.slurm) sh -c \"$ask\"")"
    same "with the arguments splatted too" "$bound" "$(taskset -c "$last" dotnet "$shell" "\$a = Find-NumaPlacement 1 16MB | ConvertTo-NumaBinding -For Slurm -AsArgument; & salloc @a sh -c \"$ask\"" 2>/dev/null)"
    same "a job prefers a node" "$(by "prefer:$node")" "$(job bash -c "$(said here-preferred.slurm) sh -c \"$ask\"")"
    same "a job has the kernel's own policy, whatever its user's environment says" "$(by default)" "$(SLURM_MEM_BIND=mask_mem:0x1 job bash -c "$(said here-local.slurm) sh -c \"$ask\"")"
    same "it has the memory of the node, not what a job gets by default" "1000M" "$(job bash -c "$(said here.slurm) sh -c 'scontrol show step \$SLURM_JOB_ID.\$SLURM_STEP_ID'" | sed -nE 's/.*mem=([0-9]+M).*/\1/p')"
    if [ "$last" != 0 ]; then
      expect "srun alone cannot bind there" "outside of job step allocation" "$(job srun --nodes=1 --ntasks=1 --exclusive --cpus-per-task=1 "$(grep -o -- '--cpu-bind=[^ ]*' "$out/here.slurm")" true)"
    fi
    for name in memory-cell far-cells; do
      # This machine may lack those processors: then the node says so.
      expect "srun reads the masks of $name" "^read$\|outside of job step allocation" "$(job bash -c "$(said "$name.slurm") echo read")"
    done
  else
    skip "Slurm: the node does not come up: $(tail -qn 1 "$slurm"/*.log | head -3 | xargs)"
  fi
else
  skip "Slurm: it could not be installed"
fi
