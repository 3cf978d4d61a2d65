namespace Moderation.Api.PolicyReports.Figures;

/// <summary>Reads figures, for programs, for pages and for the reports that are kept.</summary>
internal sealed class FigureDesk(IEnumerable<IFigureReader> readers)
{
    /// <summary>The figures of a theme, or of all.</summary>
    public async Task<IReadOnlyList<Figure>> ReadAsync(FigureScope scope, FigureTheme? theme, CancellationToken token)
    {
        var figures = new List<Figure>();
        foreach (var reader in readers.Where(reader => theme is null || reader.Theme == theme).OrderBy(reader => reader.Theme))
            figures.AddRange(await reader.ReadAsync(scope, token));
        return figures;
    }
}
