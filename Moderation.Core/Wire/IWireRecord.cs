namespace Moderation.Core.Wire;

/// <summary>A JSON value of some topic.</summary>
public interface IWireRecord
{
    /// <summary>Version of the record; see <see cref="WireVersion"/>.</summary>
    int V { get; }

    /// <summary>Says what is wrong with a record whose fields are all there but do not fit together; null when nothing is.</summary>
    /// <remarks>The answer names fields and rules, never values: it ends in logs and dead letters.</remarks>
    string? FindFault() => null;
}
