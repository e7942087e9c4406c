using System.Text;

namespace NumaTopology.Snapshots;

/// <summary>
/// The text form of a snapshot. A line's first character says what it is:
/// <code>
/// NumaTopology snapshot 2                      what the file is, and the version of its form: 1 where nothing was refused and no name has a backslash
/// system: Linux                                the header: system, host, captured
/// / sys/devices/system/node                    a folder of facts; its names follow
///  node0                                       a line of text (behind one blank): a name, or text with its line end
/// = sys/devices/system/node/online             a fact; its content follows
///  0-1
/// = call/getpagesize
/// ~4096                                        the last line of a text, without a line end
/// = firmware/SLIT
/// : 534c4954 3000 # signature, length          bytes in hexadecimal; blanks and what follows # do not count
/// ! firmware/HMAT                              a fact or folder that the machine has and did not give; since version 2
/// # a remark
/// . 5                                          the end: how many facts, folders and refusals there are, so that a cut file shows; only remarks may follow
/// </code>
/// </summary>
internal static class SnapshotFormat
{
    public const string FirstWords = "NumaTopology snapshot ";

    /// <summary>The newest version of the form that can be read. What needs no newer one is written as version 1, which every module reads.</summary>
    public const int Newest = 2;

    public const string System = "system: ";
    public const string Host = "host: ";
    public const string Captured = "captured: ";

    /// <summary>UTF-8 without a mark, that throws on what is none.</summary>
    public static readonly UTF8Encoding Encoding = new(false, true);
}
