namespace NumaTopology.Acts.Linux;

/// <summary>The CPUs of a machine's threads: those of this machine, in the tests those of threads that come and go as they are told.</summary>
internal class ThreadAffinity
{
    /// <summary>The CPUs of a thread; null when it has ended or they may not be asked for.</summary>
    public virtual CpuSet? Get(int thread) => Affinity.Get(thread, out _);

    /// <summary>Sets them; 0 or the error number.</summary>
    public virtual int Set(int thread, CpuSet cpus) => Affinity.Set(thread, cpus);
}
