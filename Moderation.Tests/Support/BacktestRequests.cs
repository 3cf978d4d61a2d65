using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static Moderation.Tests.Support.ModerationApplication;

namespace Moderation.Tests.Support;

/// <summary>Asks the Api for backtests of the sheet <see cref="PolicyTool.Minors"/>.</summary>
internal static class BacktestRequests
{
    public const string Policy = "minors.host";
    public const string Path = $"/v1/policies/{Policy}/backtests";

    /// <summary>Asks for one that must be taken, and gives its id.</summary>
    public static async Task<string> AskAsync(this ModerationApplication app, object body)
    {
        var (status, answer) = await app.TryAskAsync(body);
        Assert.True(status == HttpStatusCode.Accepted, answer.ToString());
        return answer.GetProperty("backtestId").GetString()!;
    }

    public static Task<(HttpStatusCode Status, JsonElement Body)> TryAskAsync(this ModerationApplication app, object body, string? actor = "ann") =>
        app.SendAsync(HttpMethod.Post, Path, JsonContent.Create(body), actor);

    public static Task<JsonElement> BacktestAsync(this ModerationApplication app, string id) => app.GetJsonAsync($"{Path}/{id}");

    /// <summary>Waits until it is in a state, and gives it.</summary>
    public static Task<JsonElement> BacktestAsync(this ModerationApplication app, string id, string state) =>
        EventuallyAsync(() => app.BacktestAsync(id), backtest => backtest.GetProperty("state").GetString() == state);

    /// <summary>Asks for one, and waits for its report.</summary>
    public static async Task<JsonElement> ReportAsync(this ModerationApplication app, object body) =>
        (await app.BacktestAsync(await app.AskAsync(body), "done")).GetProperty("report");

    /// <summary>A report without what differs from run to run.</summary>
    public static string WithoutTiming(this JsonElement report) =>
        string.Join('\n', report.EnumerateObject().Where(field => field.Name is not ("seconds" or "threads" or "timesLivePerCore" or "signalsPerSecondPerCore")).Select(field => $"{field.Name} {JsonSerializer.Serialize(field.Value)}"));
}
