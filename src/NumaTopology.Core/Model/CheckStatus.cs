namespace NumaTopology;

/// <summary>What a rule says of a machine.</summary>
public enum CheckStatus
{
    /// <summary>What the rule asks for holds.</summary>
    Pass,

    /// <summary>It does not hold, and that may be meant so.</summary>
    Warning,

    /// <summary>It does not hold.</summary>
    Fail,

    /// <summary>Facts that the rule needs are not reported, refused or malformed.</summary>
    Unknown,

    /// <summary>The machine has nothing that the rule is about.</summary>
    NotApplicable,
}
