namespace NumaTopology;

/// <summary>Orders names as people count them: <c>sd2</c> before <c>sd10</c>.</summary>
internal static class NaturalOrder
{
    public static int Compare(string left, string right)
    {
        int l = 0, r = 0;
        while (l < left.Length && r < right.Length)
        {
            if (IsDigit(left[l]) && IsDigit(right[r]))
            {
                var leftNumber = Number(left, ref l);
                var rightNumber = Number(right, ref r);
                var order = leftNumber.Length != rightNumber.Length ? leftNumber.Length.CompareTo(rightNumber.Length) : string.CompareOrdinal(leftNumber, rightNumber);
                if (order != 0)
                    return order;
            }
            else if (left[l] != right[r])
            {
                return left[l].CompareTo(right[r]);
            }
            else
            {
                l++;
                r++;
            }
        }

        var rest = (left.Length - l).CompareTo(right.Length - r);
        return rest != 0 ? rest : string.CompareOrdinal(left, right);
    }

    private static bool IsDigit(char character) => character is >= '0' and <= '9';

    private static string Number(string text, ref int at)
    {
        while (at < text.Length - 1 && text[at] == '0' && IsDigit(text[at + 1]))
            at++;
        var start = at;
        while (at < text.Length && IsDigit(text[at]))
            at++;
        return text.Substring(start, at - start);
    }
}
