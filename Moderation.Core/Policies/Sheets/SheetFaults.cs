using System.Diagnostics.CodeAnalysis;

namespace Moderation.Core.Policies.Sheets;

/// <summary>Gathers what is wrong with a sheet.</summary>
internal sealed class SheetFaults
{
    /// <summary>Most faults that are told; whoever has more has something else than a sheet.</summary>
    private const int Most = 100;

    private readonly HashSet<SheetFault> _faults = [];

    public bool Any => _faults.Count > 0;

    public IEnumerable<SheetFault> All => _faults;

    public void Add(SheetNode at, string says) => Add(at.Line, at.Column, says);

    public void Add(int line, int column, string says)
    {
        if (_faults.Count < Most)
            _faults.Add(new SheetFault(Math.Max(1, line), Math.Max(1, column), says));
    }

    public void AddAll(IEnumerable<SheetFault> faults)
    {
        foreach (var fault in faults)
            Add(fault.Line, fault.Column, fault.Says);
    }

    /// <summary>Ends the reading when anything is wrong.</summary>
    public void ThrowIfAny()
    {
        if (Any)
            throw Exception();
    }

    [DoesNotReturn]
    public void Throw() => throw Exception();

    private SheetException Exception() => new([.. _faults.OrderBy(fault => fault.Line).ThenBy(fault => fault.Column).ThenBy(fault => fault.Says, StringComparer.Ordinal)]);
}
