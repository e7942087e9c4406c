using System;
using System.IO;
using System.IO.MemoryMappedFiles;

namespace NumaTopology.Fuzz;

/// <summary>The input that is being read, in a file that outlives the process: a stack that overflows or memory that runs out ends it without a word.</summary>
internal sealed class CurrentInput : IDisposable
{
    private const int MostBytes = 1 << 20;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    public CurrentInput(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, MostBytes);
        _view = _file.CreateViewAccessor();
    }

    public void Set(byte[] input)
    {
        var count = Math.Min(input.Length, MostBytes - sizeof(int));
        _view.Write(0, count);
        _view.WriteArray(sizeof(int), input, 0, count);
    }

    public static byte[] Get(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return bytes[sizeof(int)..(sizeof(int) + BitConverter.ToInt32(bytes))];
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
