using System;
using System.Management.Automation.Host;

namespace NumaTopology.Shell;

/// <summary>Tells the formatter how wide the console is.</summary>
internal sealed class ShellRawUserInterface(int columns) : PSHostRawUserInterface
{
    public override Size BufferSize { get; set; } = new(columns, 50);

    public override Size WindowSize
    {
        get => BufferSize;
        set { }
    }

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override Size MaxWindowSize => BufferSize;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override Coordinates CursorPosition { get; set; }

    public override int CursorSize { get; set; } = 25;

    public override bool KeyAvailable => false;

    public override Coordinates WindowPosition { get; set; }

    public override string WindowTitle { get; set; } = "NumaTopology";

    public override void FlushInputBuffer()
    {
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw new NotSupportedException();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException();
}
