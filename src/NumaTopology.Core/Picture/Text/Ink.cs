namespace NumaTopology.Picture.Text;

/// <summary>Colours parts of lines with the terminal's own 16 colours, which its user chose; nothing where colour is not allowed.</summary>
internal sealed class Ink(bool isColoured)
{
    public string Title(string text) => Paint("1", text);

    public string Used(string text) => Paint("34", text);

    public string Reclaimable(string text) => Paint("36", text);

    public string Faint(string text) => Paint("90", text);

    public string Mark(string text) => Paint("33", text);

    private string Paint(string code, string text) => isColoured && text.Length > 0 ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
