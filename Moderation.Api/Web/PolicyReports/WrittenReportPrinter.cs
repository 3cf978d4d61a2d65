using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Moderation.Api.PolicyReports.Figures;
using Moderation.Api.PolicyReports.Written;

namespace Moderation.Api.Web.PolicyReports;

/// <summary>Writes a report as a page, out of the components that the console is drawn with; for no reader in particular.</summary>
internal sealed class WrittenReportPrinter(IServiceScopeFactory scopes, ILoggerFactory logs)
{
    public async Task<string> PrintAsync(Words words, WrittenReportKind kind, FigureScope range, IReadOnlyList<Figure> figures, DateTimeOffset at)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<PageScope>().Words = words;
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logs);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(WrittenReport.Kind)] = kind,
            [nameof(WrittenReport.Range)] = range,
            [nameof(WrittenReport.Figures)] = figures,
            [nameof(WrittenReport.At)] = at,
        });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<WrittenReport>(parameters)).ToHtmlString());
    }
}
