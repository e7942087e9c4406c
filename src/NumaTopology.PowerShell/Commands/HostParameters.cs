using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Remote;

namespace NumaTopology.Commands;

/// <summary>What the cmdlets share that ask hosts over ssh: by which parameters hosts are named, and what they mean.</summary>
public abstract class HostParameters : NumaCommand
{
    /// <summary>The parameter set that asks hosts over ssh.</summary>
    protected const string FromHost = "HostName";

    /// <summary>Hosts that are asked over ssh, as the ssh client knows them.</summary>
    [Parameter(ParameterSetName = FromHost, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string[]? HostName { get; set; }

    /// <summary>The user to log in as; as the ssh client is configured when not given.</summary>
    [Parameter(ParameterSetName = FromHost)]
    [ValidateNotNullOrEmpty]
    public string? UserName { get; set; }

    /// <summary>The port to connect to; as the ssh client is configured when not given.</summary>
    [Parameter(ParameterSetName = FromHost)]
    [ValidateRange(1, 65535)]
    public int Port { get; set; }

    /// <summary>The file with the private key; as the ssh client is configured when not given.</summary>
    [Parameter(ParameterSetName = FromHost)]
    [Alias("IdentityFilePath")]
    [ValidateNotNullOrEmpty]
    public string? KeyFilePath { get; set; }

    /// <summary>How many milliseconds a host may take to begin its answer, and may be silent in it. Default 10000.</summary>
    [Parameter(ParameterSetName = FromHost)]
    [ValidateRange(1, 3600_000)]
    public int ConnectingTimeout { get; set; } = 10_000;

    /// <summary>How many hosts are asked at the same time. Default 32.</summary>
    [Parameter(ParameterSetName = FromHost)]
    [ValidateRange(1, 1024)]
    public int ThrottleLimit { get; set; } = 32;

    /// <summary>What became of asking each host, as they answer; null now and then while none does.</summary>
    private protected IEnumerable<FleetAnswer?> Ask(HostQuestion question)
    {
        SshClient? client = null;
        try
        {
            client = SshClient.Find(HostName![0]);
        }
        catch (HostException e)
        {
            ThrowTerminatingError(Errors.Host(e));
        }

        var key = KeyFilePath is null ? null : GetUnresolvedProviderPathFromPSPath(KeyFilePath);
        var hosts = HostName!.Select(name => new HostAddress(name) { UserName = UserName, Port = Port == 0 ? null : Port, KeyFilePath = key, Patience = TimeSpan.FromMilliseconds(ConnectingTimeout) }).ToList();
        return Fleet.Ask(client!, hosts, question, ThrottleLimit, Cancellation);
    }
}
