using Moderation.Api.Decisions;
using Moderation.Api.Enforcement;
using Moderation.Api.Evidence;
using Moderation.Api.Projections;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http;

/// <summary>The Api on a database whose rows the projectors wrote directly; its broker address leads nowhere, so nothing else is written.</summary>
public sealed class ApiFixture(PostgresServer server) : IAsyncLifetime
{
    public const int ReportCount = 60;
    public const int TextReportCount = 5;
    public const int LiveCount = 12;
    public const int DecisionCount = 30;

    internal ModerationApplication App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.WhyNot is not null)
            return;
        App = new ModerationApplication(await server.CreateDatabaseAsync(), "127.0.0.1:1");
        // Several reports of one second, so that pages must break ties.
        await WriteAsync(
            Projectors.Reports(),
            Enumerable.Range(0, ReportCount).Select(i => Records.Report(i, $"live-{i % 3}", i % 2 == 0 ? "apparent-minor" : "solicitation") with
            {
                RaisedAt = Records.Noon.AddSeconds(i / 4),
            }));
        // About other lives than the lists of the tests above look at.
        await WriteAsync(Projectors.Reports(), Enumerable.Range(0, TextReportCount).Select(i => Records.TextReport(1000 + i, "live-text", "u8", $"u{i}")));
        await WriteAsync(new LiveProjector(), Enumerable.Range(0, LiveCount).Select(i => Records.Live($"live-{i}", i + 1, i % 4 == 0 ? LiveStatus.Ended : LiveStatus.Live)));
        var (lifted, reversed) = (Records.Action(1), Records.Action(2));
        ActionRecord[] actions =
        [
            Records.Action(0), lifted, reversed, Records.Action(3, ActionKind.HideTile) with { Reverses = reversed.ActionId }, Records.Action(4, ActionKind.CutLive),
        ];
        await WriteAsync(new ActionProjector(), actions);
        await WriteAsync(
            new DecisionProjector(),
            Enumerable.Range(0, DecisionCount).Select(i => MoneyRecords.Decision(
                Records.Report(i, $"live-{i % 2}", i % 3 == 0 ? "one" : "two") with { RaisedAt = Records.Noon.AddSeconds(i / 4) },
                "0123456789abcdef",
                i % 5 == 0 ? DecisionEffect.Recorded : DecisionEffect.Enforced,
                i % 5 == 0 ? PolicyStage.Shadow : PolicyStage.Live)));
        await WriteAsync(new ReceiptProjector(), [Records.Receipt(lifted, ReceiptStatus.Lifted, Records.Noon.AddSeconds(60))]);
    }

    public async Task DisposeAsync()
    {
        if (PostgresServer.WhyNot is not null)
            return;
        await App.DisposeAsync();
    }

    private async Task WriteAsync(IProjector projector, IEnumerable<IWireRecord> records)
    {
        await using var connection = await App.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await projector.WriteAsync([.. records], transaction, CancellationToken.None);
        await transaction.CommitAsync();
    }
}
