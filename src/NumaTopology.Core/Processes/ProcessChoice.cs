using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Processes;

/// <summary>A process of which is known what choosing takes.</summary>
internal interface IChoosable
{
    int Id { get; }

    string? Name { get; }

    int? ParentId { get; }

    /// <summary>Whether it is a thread of the kernel, which belongs to nobody.</summary>
    bool IsOfKernel { get; }
}

/// <summary>Chooses the processes that are asked for.</summary>
internal static class ProcessChoice
{
    public static List<T> Of<T>(IReadOnlyList<T> all, ProcessSelection selection)
        where T : IChoosable
    {
        var ids = selection.Ids is null ? null : new HashSet<int>(selection.Ids);
        var isNamed = ids is not null || selection.Name is not null;
        var chosen = all.Where(process => (isNamed || !process.IsOfKernel)
            && (ids is null || ids.Contains(process.Id))
            && (selection.Name is null || (process.Name is { } name && selection.Name(name)))).ToList();
        return selection.WithChildren ? WithChildren(all, chosen) : chosen;
    }

    private static List<T> WithChildren<T>(IReadOnlyList<T> all, List<T> chosen)
        where T : IChoosable
    {
        var children = all.ToLookup(process => process.ParentId ?? 0);
        var found = new HashSet<int>(chosen.Select(process => process.Id));
        var open = new Queue<int>(found);
        while (open.Count > 0)
        {
            foreach (var child in children[open.Dequeue()])
            {
                if (found.Add(child.Id))
                    open.Enqueue(child.Id);
            }
        }

        return all.Where(process => found.Contains(process.Id)).ToList();
    }
}
