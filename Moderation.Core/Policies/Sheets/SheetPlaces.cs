namespace Moderation.Core.Policies.Sheets;

/// <summary>Where the parts of a sheet stand in its text, so that the model itself need not know.</summary>
internal sealed class SheetPlaces
{
    private readonly Dictionary<object, SheetNode> _places = new(ReferenceEqualityComparer.Instance);

    /// <summary>Lets whose expression could not be read; what uses them is passed over.</summary>
    public HashSet<object> Broken { get; } = new(ReferenceEqualityComparer.Instance);

    public void Mark(object part, SheetNode at) => _places[part] = at;

    public SheetNode Of(object part) => _places[part];
}
