namespace Moderation.Core.Policies;

/// <summary>Makes compiled sheets out of text.</summary>
public static class SheetCompiler
{
    /// <summary>Compiles a sheet in YAML.</summary>
    /// <remarks>Errors: <see cref="SheetException"/> with every fault found, each with its line and column.</remarks>
    /// <param name="yaml">The sheet's text.</param>
    public static CompiledSheet FromYaml(string yaml) => throw new NotImplementedException();

    /// <summary>Compiles a sheet in its JSON form.</summary>
    /// <remarks>Errors: <see cref="SheetException"/>.</remarks>
    /// <param name="json">The sheet's text.</param>
    public static CompiledSheet FromJson(string json) => throw new NotImplementedException();
}
