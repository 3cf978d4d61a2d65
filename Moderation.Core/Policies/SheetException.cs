namespace Moderation.Core.Policies;

/// <summary>A sheet that cannot be used.</summary>
/// <param name="faults">Everything that is wrong with it, in order of place.</param>
public sealed class SheetException(IReadOnlyList<SheetFault> faults) : FormatException(string.Join('\n', faults))
{
    /// <summary>Everything that is wrong with it, in order of place.</summary>
    public IReadOnlyList<SheetFault> Faults { get; } = faults;
}

/// <summary>One thing that is wrong with a sheet.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Says">What is wrong, what was expected, and the nearest known name.</param>
public sealed record SheetFault(int Line, int Column, string Says)
{
    /// <summary>The fault as <c>line:column: text</c>.</summary>
    public override string ToString() => $"{Line}:{Column}: {Says}";
}
