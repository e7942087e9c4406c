using System;
using System.Collections.Generic;
using NumaTopology.Machines.Linux;

namespace NumaTopology.Acts.Linux;

/// <summary>
/// The numbers of the system calls for memory, which differ by architecture (237 is set_mempolicy on arm64 and mbind on x86-64) and which libc has no function for. From
/// the kernel: <c>arch/x86/entry/syscalls/syscall_64.tbl</c>, <c>include/uapi/asm-generic/unistd.h</c> (arm64, riscv, loongarch),
/// <c>arch/powerpc/kernel/syscalls/syscall.tbl</c>, <c>arch/s390/kernel/syscalls/syscall.tbl</c>.
/// </summary>
internal readonly record struct SystemCallNumbers(int SetMemoryPolicy, int GetMemoryPolicy, int MovePages)
{
    private static readonly SystemCallNumbers s_generic = new(237, 236, 239);

    private static readonly Dictionary<string, SystemCallNumbers> s_byArchitecture = new()
    {
        ["x86_64"] = new(238, 239, 279),
        ["aarch64"] = s_generic,
        ["riscv64"] = s_generic,
        ["loongarch64"] = s_generic,
        ["ppc64le"] = new(261, 260, 301),
        ["s390x"] = new(270, 269, 310),
    };

    /// <summary>Those of this machine.</summary>
    /// <exception cref="PlatformNotSupportedException">They are not known.</exception>
    public static SystemCallNumbers Find() => Find(LiveLinuxMachine.MachineName(), IntPtr.Size);

    /// <summary>Those of an architecture as uname writes it, for a process with such pointers: a 32-bit one on a 64-bit kernel has other numbers.</summary>
    public static SystemCallNumbers Find(string? architecture, int pointerBytes) =>
        pointerBytes == 8 && architecture is not null && s_byArchitecture.TryGetValue(architecture, out var numbers)
            ? numbers
            : throw new PlatformNotSupportedException($"Memory policies are not supported on {(pointerBytes == 8 ? "" : "32-bit ")}{architecture ?? "an unknown architecture"}.");
}
