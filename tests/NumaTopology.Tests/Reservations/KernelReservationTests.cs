using Xunit;

namespace NumaTopology.Tests.Reservations;

public sealed class KernelReservationTests : ReservationTest
{
    [Theory]
    [InlineData("isolated", "2-3\n", ReservationSource.IsolatedCpus, true)]
    [InlineData("nohz_full", "1-3\n", ReservationSource.NoHzFull, false)]
    public void The_command_line_of_the_kernel_sets_CPUs_apart(string file, string content, ReservationSource source, bool exclusive)
    {
        Builder.File(MachineBuilder.Cpus + file, content);
        Assert.Equal(("kernel", source, content.Trim(), exclusive), (Only().Owner, Only().Source, $"{Only().Cpus}", Only().Exclusive));
    }

    [Fact]
    public void A_kernel_without_such_CPUs_writes_an_empty_line_or_null()
    {
        // lib/vsprintf.c prints a null mask so; drivers/base/cpu.c does since 4.0.
        Builder.File(MachineBuilder.Cpus + "isolated", "\n").File(MachineBuilder.Cpus + "nohz_full", "(null)\n");
        Assert.Empty(All);
    }

    [Fact]
    public void What_is_no_list_is_an_error_that_names_the_file()
    {
        Builder.File(MachineBuilder.Cpus + "nohz_full", "1-\n");
        Assert.EndsWith("nohz_full", Assert.Throws<TopologyFormatException>(() => All).Fact, System.StringComparison.Ordinal);
    }
}
