using System.Linq;
using System.Text;
using NumaTopology.Snapshots;
using Xunit;

namespace NumaTopology.Tests.Linux;

/// <summary>What the CPU is called, by the cpuinfo that kernels write.</summary>
public class CpuModelTests
{
    [Theory]
    [InlineData("processor\t: 0\nvendor_id\t: GenuineIntel\nmodel\t\t: 26\nmodel name\t: Intel(R) Xeon(R) CPU           E5520  @ 2.27GHz\n\nprocessor\t: 1\n", "Intel(R) Xeon(R) CPU           E5520  @ 2.27GHz")]
    [InlineData("processor\t: 0\ncpu\t\t: POWER9, altivec supported\nclock\t\t: 2300.000000MHz\n\n", "POWER9, altivec supported")]
    [InlineData("Processor\t: ARMv7 Processor rev 4 (v7l)\nprocessor\t: 0\n", "ARMv7 Processor rev 4 (v7l)")]
    [InlineData("system type\t\t: generic-loongson-machine\nprocessor\t\t: 0\nCPU Family\t\t: Loongson-64bit\nModel Name\t\t: Loongson-3A5000\n\n", "Loongson-3A5000")] // LoongArch
    [InlineData("system type\t\t: lemote-3a-itx-a1101\nprocessor\t\t: 0\ncpu model\t\t: ICT Loongson-3 V0.5  FPU V0.1\n\n", "ICT Loongson-3 V0.5  FPU V0.1")] // MIPS
    [InlineData("processor\t: 0\nmodel name\t: \n\n", null)]
    [InlineData("processor\t: 0\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n\n", null)] // 64-bit ARM
    [InlineData("vendor_id       : IBM/S390\nprocessor 0: version = FF,  identification = 0133E8,  machine = 2964\n", null)]
    [InlineData("processor\t: 0\n\nmodel name\t: second\n", null)]
    [InlineData("", null)]
    public void The_model_is_in_the_first_block_of_cpuinfo(string cpuinfo, string? model)
    {
        using var machine = new MachineBuilder().Cell(0, "0").File("proc/cpuinfo", cpuinfo);
        Assert.Equal(model, machine.Capabilities().CpuModel);
    }

    [Fact]
    public void No_more_than_the_first_block_of_cpuinfo_is_recorded_and_a_name_is_never_cut()
    {
        var flags = "flags\t\t: lm " + string.Join(' ', Enumerable.Repeat("avx512_vpopcntdq", 1000)) + "\n";
        using var machine = new MachineBuilder().Cell(0, "0").File("proc/cpuinfo", "processor\t: 0\nmodel name\t: first\n\nprocessor\t: 1\n");
        Assert.Equal("processor\t: 0\nmodel name\t: first\n", Head(machine));
        machine.File("proc/cpuinfo", "processor\t: 0\n" + flags + "model name\t: behind\n\n");
        Assert.Equal("processor\t: 0\n", Head(machine));
    }

    private static string Head(MachineBuilder described)
    {
        var machine = new RecordingMachine(described.Machine);
        NumaProbe.Capabilities(machine);
        return Encoding.ASCII.GetString(machine.Facts["head/proc/cpuinfo"]!);
    }
}
