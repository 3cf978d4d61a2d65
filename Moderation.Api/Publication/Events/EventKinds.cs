using System.Collections.Frozen;
using Moderation.Core.Access;

namespace Moderation.Api.Publication.Events;

/// <summary>What can have happened, and who may know of it.</summary>
internal static class EventKinds
{
    /// <summary>The reader is told from here on.</summary>
    public const string Ready = "ready";

    /// <summary>What was between the last event and this one is not known; what the reader shows has to be read anew.</summary>
    public const string Reset = "reset";

    public const string QueueCounted = "queue.counted";

    /// <summary>What each kind takes: the same as reading the thing itself. A kind that is not here nobody is told.</summary>
    public static readonly FrozenDictionary<string, Permission> Permissions = new Dictionary<string, Permission>
    {
        ["case.opened"] = Permission.ReadCases,
        ["case.claimed"] = Permission.ReadCases,
        ["case.updated"] = Permission.ReadCases,
        ["case.decided"] = Permission.ReadCases,
        [QueueCounted] = Permission.ReadCases,
        ["report.raised"] = Permission.ReadReports,
        ["order.given"] = Permission.ReadOrders,
        ["order.updated"] = Permission.ReadOrders,
        ["order.answered"] = Permission.ReadOrders,
        ["policy.changed"] = Permission.ReadPolicies,
    }.ToFrozenDictionary();
}
