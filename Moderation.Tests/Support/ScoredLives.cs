using System.Globalization;
using Moderation.Api.Decisions;
using Moderation.Api.Enforcement;
using Moderation.Api.Evidence;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>Decisions of four weeks: scores of one model that stayed as they were and of one that moved, and two policies of which one spares accounts that bring much money.</summary>
internal static class ScoredLives
{
    public const string Fair = "minors.fair";
    public const string Unfair = "minors.unfair";

    /// <summary>Accounts that each policy decides about, all at the same belief; the more their number, the more coins they receive.</summary>
    public const int Accounts = 200;

    private const int Scores = 300;

    /// <summary>Scores of the reference and of today, by model.</summary>
    public static IReadOnlyDictionary<string, (IReadOnlyList<double> Before, IReadOnlyList<double> Today)> Models { get; } =
        new Dictionary<string, (IReadOnlyList<double>, IReadOnlyList<double>)>
        {
            ["steady"] = (Even(0), Even(0.0013)),
            // The same scores, pressed together at the upper end.
            ["moved"] = (Even(0), [.. Even(0).Select(score => Math.Sqrt(Math.Sqrt(score)))]),
        };

    /// <summary>Whether an order about an account was sent: of the fair policy every second, whoever it is; of the other three in four of the poorer half and one in four of the richer.</summary>
    public static bool IsActedOn(string policy, int account) => policy == Fair ? account % 2 == 0 : account < Accounts / 2 ? account % 4 != 0 : account % 4 == 0;

    public static async Task FillScoresAsync(this ModerationApplication app, DateTimeOffset now)
    {
        foreach (var (model, scores) in Models)
        {
            await ScoreAsync(app, model, "before", scores.Before, now.AddDays(-10));
            await ScoreAsync(app, model, "today", scores.Today, now);
        }

        foreach (var policy in new[] { Fair, Unfair })
            await ActAsync(app, policy, now);
        await app.Database.ProjectAsync(
            new GiftProjector(), Enumerable.Range(0, Accounts).Select(account => MoneyRecords.Gift(account, "payer", Account(account), 10 * (account + 1), now)));
    }

    private static IReadOnlyList<double> Even(double moved) => [.. Enumerable.Range(0, Scores).Select(n => Math.Min(0.999, (n + 0.5) / Scores + moved))];

    private static Task ScoreAsync(ModerationApplication app, string model, string when, IEnumerable<double> scores, DateTimeOffset at) => app.Database.ProjectAsync(
        new DecisionProjector(), scores.Select((score, n) => Decision($"{model}-{when}-{n}", $"drift.{model}", model, score, $"scored-{n}", at)));

    private static async Task ActAsync(ModerationApplication app, string policy, DateTimeOffset now)
    {
        var decisions = Enumerable.Range(0, Accounts).Select(account => Decision($"{policy}-{account}", policy, "acts", 0.85, Account(account), now)).ToList();
        var orders = decisions.Where((_, account) => IsActedOn(policy, account))
            .Select((decision, n) => MoneyRecords.Order(n, decision) with { Subject = decision.Subject, OrderedAt = now, ExpiresAt = now.AddMinutes(10) }).ToList();
        await app.Database.ProjectAsync(new DecisionProjector(), decisions);
        await app.Database.ProjectAsync(new ActionProjector(), orders);
        await app.Database.ProjectAsync(new DispatchProjector(), orders.Select(order => DispatchRecords.Dispatch(order, DispatchState.Applied)));
    }

    private static DecisionRecord Decision(string live, string policy, string model, double belief, string account, DateTimeOffset at)
    {
        var report = Records.Report(1, live, policy);
        return MoneyRecords.Decision(
            report with
            {
                RaisedAt = at, EpisodeStartedAt = at, Subject = SubjectRef.OfParticipant(ParticipantId.Parse("p1"), ParticipantRole.Host, UserId.Parse(account)),
                Evidence = (AgeEvidenceSummary)report.Evidence with { Belief = belief, Models = [new ModelRef(model, "0123456789abcdef")] },
            },
            "hash-of-sheet");
    }

    private static string Account(int number) => string.Create(CultureInfo.InvariantCulture, $"account-{number:000}");
}
