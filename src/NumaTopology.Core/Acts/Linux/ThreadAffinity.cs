namespace NumaTopology.Acts.Linux;

/// <summary>The CPUs of a machine's threads: those of this machine, in the tests those of threads that come and go as they are told.</summary>
internal class ThreadAffinity
{
    /// <summary>The CPUs of a thread; null and the error number where they are not told.</summary>
    public virtual CpuSet? Get(int thread, out int errno) => Affinity.Get(thread, out errno);

    /// <summary>Sets them; 0 or the error number.</summary>
    public virtual int Set(int thread, CpuSet cpus) => Affinity.Set(thread, cpus);
}
