using System;

namespace NumaTopology.Placement;

/// <summary>One request of a plan.</summary>
/// <param name="Request">What is requested.</param>
/// <param name="Kind">The same for requests that want the same, on every machine.</param>
/// <param name="On">The request on a machine, with that machine's devices; null where the machine cannot hold it, as without the device.</param>
internal sealed record PlanItem(PlacementRequest Request, int Kind, Func<NumaCapabilities, PlacementRequest?> On);
