using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using NumaTopology.Remote;
using Xunit;

namespace NumaTopology.Tests.Remote;

/// <summary>What is made of a host that does not do as it should. In the place of ssh stands a script that does what such a host makes it do.</summary>
public sealed class SshClientTests : IDisposable
{
    private const string NoShell = "the client is a script of sh";

    private const string Small = "NumaTopology snapshot 1\\nsystem: Linux\\n/ sys/devices/system/node\\n node0\\n= sys/devices/system/node/node0/meminfo\\n Node 0 MemTotal: 4 kB\\n. 2\\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("numa-ssh-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_host_that_answers_is_a_machine()
    {
        var machine = Client($"cat >/dev/null; printf '{Small}'").Ask(new HostAddress("db7"), HostQuestion.FreeMemory, CancellationToken.None);
        Assert.Equal(4096, NumaProbe.FreeMemory(machine).Single().Memory);
        Assert.Equal("ssh:db7", machine.Snapshot);
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void The_host_runs_the_collector_for_the_question()
    {
        Client($"cat >'{_folder}/script'; for word do echo \"$word\"; done >'{_folder}/words'; printf '{Small}'")
            .Ask(new HostAddress("db7") { UserName = "op erator\\x", Port = 2222, KeyFilePath = "/k e\"y\\", Patience = TimeSpan.FromSeconds(2.5) }, HostQuestion.FreeMemory, CancellationToken.None);
        Assert.Equal(File.ReadAllBytes(Collector.Script), File.ReadAllBytes(Path.Combine(_folder, "script")));
        var words = File.ReadAllLines(Path.Combine(_folder, "words"));
        Assert.Equal(["-l", "op erator\\x", "-p", "2222", "-i", "/k e\"y\\", "--", "db7", "sh", "-s", "memory"], words[^11..]);
        Assert.Contains("BatchMode=yes", words);
        Assert.Contains("ConnectTimeout=3", words);
    }

    [Theory(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("echo 'op@db7: Permission denied (publickey).' >&2; exit 255", HostError.AccessDenied, "'db7' refused the login: op@db7: Permission denied (publickey).")]
    [InlineData("echo 'Host key verification failed.' >&2; exit 255", HostError.AccessDenied, "'db7' refused the login: Host key verification failed.")]
    [InlineData("printf '@@@@@@@@\\n@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!\\nHost key verification failed.\\n' >&2; exit 255", HostError.AccessDenied, "'db7' refused the login: Host key verification failed.")]
    [InlineData("echo 'ssh: Could not resolve hostname db7' >&2; exit 255", HostError.Unreachable, "'db7' could not be reached: ssh: Could not resolve hostname db7")]
    [InlineData("exit 255", HostError.Unreachable, "'db7' could not be reached: the ssh client failed and gave no reason.")]
    [InlineData("echo >&2; echo 'sh: not found' >&2; echo more >&2; exit 127", HostError.Failed, "The command on 'db7' failed: sh: not found")]
    [InlineData("exit 3", HostError.Failed, "The command on 'db7' failed: exit status 3")]
    [InlineData($"printf '{Small}'; exit 1", HostError.Failed, "The command on 'db7' failed: exit status 1")]
    [InlineData("echo 'Welcome to db7'", HostError.AnswerInvalid, "'db7' answered 'Welcome to db7' instead of a snapshot.")]
    [InlineData("printf 'a\\033[2Jb\\342\\200\\256c\\n'", HostError.AnswerInvalid, "'db7' answered 'a?[2Jb?c' instead of a snapshot.")]
    [InlineData("printf '\\377\\376\\n'", HostError.AnswerInvalid, "The answer of 'db7' is damaged at line 1: the text is not UTF-8.")]
    [InlineData(":", HostError.AnswerInvalid, "'db7' answered nothing.")]
    [InlineData("yes", HostError.AnswerInvalid, "'db7' answered 'y' instead of a snapshot.")]
    [InlineData("printf 'NumaTopology snapshot 1\\nsystem: Linux\\n'", HostError.AnswerInvalid, "The answer of 'db7' is damaged at line 2: the end line is missing; the file was cut off.")]
    [InlineData("echo 'NumaTopology snapshot 1'; yes '# x'", HostError.AnswerTooLarge, "The answer of 'db7' is larger than 32 MiB, which no machine needs.")]
    [InlineData("exec sleep 100", HostError.Unreachable, "'db7' did not answer within 0.5 s.")]
    [InlineData("echo 'waiting' >&2; exec sleep 100", HostError.Unreachable, "'db7' did not answer within 0.5 s. It said: waiting")]
    [InlineData("echo 'NumaTopology snapshot 1'; exec sleep 100", HostError.Unreachable, "'db7' sent nothing for 0.5 s.")]
    [InlineData("echo 'NumaTopology snapshot 1'; while :; do echo '#'; sleep 0.1; done", HostError.AnswerEndless, "The answer of 'db7' did not end within 3 s.")]
    public void An_answer_that_ends_otherwise_is_an_error_that_says_how(string does, object error, string message)
    {
        var patience = TimeSpan.FromSeconds(does.Contains("sleep", StringComparison.Ordinal) ? 0.5 : 60);
        var e = Assert.Throws<HostException>(() => Client(does).Ask(new HostAddress("db7") { Patience = patience }, HostQuestion.Capabilities, CancellationToken.None));
        Assert.Equal(((HostError)error, message, "db7"), (e.Error, e.Message, e.Host));
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_process_that_keeps_the_streams_open_is_not_waited_for()
    {
        // As a client does that shares its connections: it leaves one behind.
        var client = Client($"sleep 100 2>&2 >/dev/null & echo $! >'{_folder}/left'; cat >/dev/null; printf '{Small}'; exit 0");
        Assert.NotEmpty(NumaProbe.Cells(client.Ask(new HostAddress("db7") { Patience = TimeSpan.FromSeconds(20) }, HostQuestion.Cells, CancellationToken.None)));
        Process.GetProcessById(int.Parse(File.ReadAllText(Path.Combine(_folder, "left")))).Kill();
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void To_stop_ends_the_client()
    {
        using var stop = new CancellationTokenSource();
        var client = Client($"echo $$ >'{_folder}/new'; mv '{_folder}/new' '{_folder}/process'; exec sleep 100");
        var asking = System.Threading.Tasks.Task.Run(() => client.Ask(new HostAddress("db7") { Patience = TimeSpan.FromSeconds(60) }, HostQuestion.Cells, stop.Token));
        Assert.True(SpinWait.SpinUntil(() => File.Exists(Path.Combine(_folder, "process")), TimeSpan.FromSeconds(60)));
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => asking.GetAwaiter().GetResult());
        var process = File.ReadAllText(Path.Combine(_folder, "process")).Trim();
        Assert.True(SpinWait.SpinUntil(() => !Directory.Exists("/proc/" + process), TimeSpan.FromSeconds(60)));
    }

    [Theory(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("-oProxyCommand=touch x")]
    [InlineData("op@-oProxyCommand=touch x")]
    [InlineData("-l@db7")]
    [InlineData("")]
    [InlineData("op@")]
    [InlineData("@db7")]
    [InlineData("db7 db8")]
    [InlineData("db7\ndb8")]
    [InlineData("$(touch x)")]
    [InlineData("db7;touch x")]
    [InlineData("`touch`")]
    [InlineData("op\"@db7")]
    public void A_host_name_with_more_than_a_name_is_not_handed_to_ssh(string name)
    {
        var e = Assert.Throws<HostException>(() => Client($"touch '{_folder}/asked'").Ask(new HostAddress(name), HostQuestion.Cells, CancellationToken.None));
        Assert.Equal((HostError.NameInvalid, name), (e.Error, e.Host));
        Assert.False(File.Exists(Path.Combine(_folder, "asked")));
    }

    [Theory(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("-x")]
    [InlineData("a b -x")]
    [InlineData("a;b")]
    [InlineData("a\\")]
    public void A_user_name_with_more_than_a_name_is_not_handed_to_ssh(string user) =>
        Assert.Equal(HostError.NameInvalid, Assert.Throws<HostException>(() => Client("exit 0").Ask(new HostAddress("db7") { UserName = user }, HostQuestion.Cells, CancellationToken.None)).Error);

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_client_that_is_not_there_is_said_so()
    {
        var e = Assert.Throws<HostException>(() => new SshClient(Path.Combine(_folder, "missing")).Ask(new HostAddress("db7"), HostQuestion.Cells, CancellationToken.None));
        Assert.Equal(HostError.ClientMissing, e.Error);
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Many_hosts_are_asked_but_never_more_at_once_than_told()
    {
        // Each notes how many run while it does.
        var client = Client($"touch '{_folder}/run.'$$; ls '{_folder}' | grep -c '^run' >'{_folder}/seen.'$$; sleep 0.2; rm '{_folder}/run.'$$; case $* in *h7*) exit 9 ;; esac; printf '{Small}'");
        var hosts = Enumerable.Range(0, 12).Select(i => new HostAddress($"h{i}") { Patience = TimeSpan.FromSeconds(60) }).ToList();
        var answers = Fleet.Ask(client, hosts, HostQuestion.Cells, 4, CancellationToken.None).OfType<FleetAnswer>().ToList();
        Assert.Equal(hosts.Select(host => host.Name).Order(), answers.Select(answer => answer.Host.Name).Order());
        Assert.Equal("h7", Assert.Single(answers, answer => answer.Machine is null).Error!.Host);
        var seen = Directory.GetFiles(_folder, "seen.*").Select(file => int.Parse(File.ReadAllText(file))).ToList();
        Assert.Equal(12, seen.Count);
        Assert.InRange(seen.Max(), 2, 4);
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Taking_only_the_first_answer_ends_the_other_clients()
    {
        var client = Client($"case $* in *h0*) printf '{Small}'; exit ;; esac; echo $$ >'{_folder}/new.'$$; mv '{_folder}/new.'$$ '{_folder}/process.'$$; exec sleep 100");
        var hosts = Enumerable.Range(0, 5).Select(i => new HostAddress($"h{i}") { Patience = TimeSpan.FromSeconds(60) }).ToList();
        Assert.Equal("h0", Fleet.Ask(client, hosts, HostQuestion.Cells, 2, CancellationToken.None).OfType<FleetAnswer>().First().Host.Name);
        foreach (var file in Directory.GetFiles(_folder, "process.*"))
            Assert.True(SpinWait.SpinUntil(() => !Directory.Exists("/proc/" + File.ReadAllText(file).Trim()), TimeSpan.FromSeconds(60)));
    }

    private SshClient Client(string does)
    {
        File.WriteAllText(Path.Combine(_folder, "text"), "#!/bin/sh\n" + does + "\n");
        // What this process wrote itself could not be run while another test starts a process: it inherits the open file.
        Process.Start("install", ["-m", "755", Path.Combine(_folder, "text"), Path.Combine(_folder, "ssh")]).WaitForExit();
        return new SshClient(Path.Combine(_folder, "ssh"));
    }
}
