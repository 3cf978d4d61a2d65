using Moderation.Core.Wire;

namespace Moderation.Worker.Enforcement.Edges;

/// <summary>An order on its way to a platform.</summary>
/// <param name="Order">The order.</param>
/// <param name="Attempt">Which attempt this is, from 1.</param>
/// <param name="TraceParent">UTF-8 W3C trace context to carry on, if there is one.</param>
/// <param name="Owner">Whether this process may still send it.</param>
internal sealed record EdgeSending(ActionRecord Order, int Attempt, byte[]? TraceParent, Ownership Owner);

/// <summary>What came of bringing an order to a platform.</summary>
internal abstract record EdgeAnswer
{
    /// <summary>The platform has it; what it makes of it is told otherwise.</summary>
    public sealed record Delivered : EdgeAnswer;

    /// <summary>The platform has it, and this is what it made of it.</summary>
    public sealed record Answered(ActionReceiptRecord Receipt) : EdgeAnswer;

    /// <summary>Nobody knows whether the platform has it: it comes again, with the others that are not answered.</summary>
    public sealed record TryAgain(string Why) : EdgeAnswer;
}

/// <summary>A way of orders to a platform.</summary>
internal interface IOrderEdge
{
    /// <summary>Short name for logs and metrics.</summary>
    string Name { get; }

    /// <summary>How many orders it may be given at once, each of another live; 0 when it never makes its caller wait.</summary>
    int Lanes { get; }

    /// <summary>What it brings and where to, for the log; without anything secret.</summary>
    string Describes { get; }

    /// <summary>Whether it brings orders of a kind.</summary>
    bool Takes(ActionKind kind);

    /// <summary>Brings one order. Of one live it is given one after the other.</summary>
    /// <param name="sending">The order.</param>
    /// <param name="stop">Cancelled when it must not be sent any more.</param>
    Task<EdgeAnswer> SendAsync(EdgeSending sending, CancellationToken stop);
}
