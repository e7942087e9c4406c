namespace NumaTopology.Machines.Windows;

/// <summary>LOGICAL_PROCESSOR_RELATIONSHIP (winnt.h): what GetLogicalProcessorInformationEx is asked for, and what each of its records is.</summary>
internal static class ProcessorRelationship
{
    public const int Core = 0;
    public const int NumaNode = 1;
    public const int Cache = 2;
    public const int Package = 3;
    public const int Group = 4;
    public const int Die = 5;
    public const int NumaNodeEx = 6;
    public const int Module = 7;
}
