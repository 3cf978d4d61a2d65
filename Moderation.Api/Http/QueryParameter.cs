using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Http;

/// <summary>One query parameter: what OpenAPI says about it and what the reader accepts, in one place so that they agree.</summary>
internal sealed record QueryParameter(string Name, string Description, Func<OpenApiSchema> Schema)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;
    public const int MaxTextLength = 200;
    public const string AllStatuses = "all";

    public static readonly IReadOnlyList<string> Statuses = [.. WireWord.All<LiveStatus>(), AllStatuses];

    /// <summary>The stages in which a version decides.</summary>
    public static readonly IReadOnlyList<string> DecidingStages =
        [.. new[] { PolicyStage.Shadow, PolicyStage.Canary, PolicyStage.Live }.Select(WireWord.From)];

    /// <summary>The only form of an id.</summary>
    public static readonly string IdPattern = $"^[A-Za-z0-9._:-]{{1,{TextId.MaxLength}}}$";

    public static readonly QueryParameter LiveId = new("liveId", "Only of this live.", IdSchema);

    public static readonly QueryParameter Policy = new(
        "policy", "Only by the policy of this name.", () => new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = MaxTextLength });

    public static readonly QueryParameter Since = new("since", "Only what is of this time or later.", TimeSchema);

    public static readonly QueryParameter SubjectKind = new(
        "subjectKind", "Only about subjects of this kind.", () => WordSchema(WireWord.All<SubjectKind>()));

    public static readonly QueryParameter UserId = new(
        "userId", "Only about this account: as participant, as author, or on either side of a pair.", IdSchema);

    public static readonly QueryParameter PayerId = new("payerId", "Only of this payer.", IdSchema);

    public static readonly QueryParameter ReceiverId = new("receiverId", "Only to this receiver: the participant's id, or the account's.", IdSchema);

    public static readonly QueryParameter Open = new(
        "open", "Only gifts that are still held (true) or settled (false).", () => new() { Type = JsonSchemaType.Boolean });

    public const string ByPriority = "priority";

    public static readonly IReadOnlyList<string> CaseOrders = ["time", ByPriority];

    public static readonly QueryParameter Queue = new(
        "queue", "Only of this queue.", () => new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = MaxTextLength });

    public static readonly QueryParameter Case = new("case", "Only of this case.", IdSchema);

    public static readonly QueryParameter Live = new("live", "Only of this live.", IdSchema);

    public static readonly QueryParameter OpenCases = new("open", "Only cases that are open (true) or decided (false).", () => new() { Type = JsonSchemaType.Boolean });

    public static readonly QueryParameter Mine = new("mine", "Only cases that the caller holds.", () => new() { Type = JsonSchemaType.Boolean });

    public static readonly QueryParameter Order = new(
        "order", "time: newest first. priority: open cases as they come up.", () => WordSchema(CaseOrders));

    public static readonly QueryParameter Priority = new("priority", "Only of this priority.", () => WordSchema(WireWord.All<ReportPriority>()));

    public static readonly QueryParameter Kind = new("kind", "Only orders of this kind.", () => WordSchema(WireWord.All<ActionKind>()));

    public static readonly QueryParameter Active = new(
        "active", "Only orders that are in force (true) or not in force (false) at the time 'at'.", () => new() { Type = JsonSchemaType.Boolean });

    public static readonly QueryParameter At = new("at", "The time that 'active' refers to, in the filter and in the answer; now if absent.", TimeSchema);

    public static readonly QueryParameter State = new(
        "state", "Only orders that are here on their way to the platform.", () => WordSchema(WireWord.All<DispatchState>()));

    public static readonly QueryParameter Overdue = new(
        "overdue", "Only orders that somebody was alerted about because the platform did not answer (true), or only the others (false).", () => new() { Type = JsonSchemaType.Boolean });

    public static readonly QueryParameter Scope = new("scope", "Only switches over this.", () => WordSchema(WireWord.All<ControlScope>()));

    public static readonly QueryParameter Current = new(
        "current", "Only the newest switch of everything, of each policy and of each kind (true), or only those that it replaced (false).", () => new() { Type = JsonSchemaType.Boolean });

    public static readonly QueryParameter Status = new(
        "status", "Which lives: running ones (live, the default), ended ones or all.", () => WordSchema(Statuses));

    public static readonly QueryParameter Stage = new("stage", "Only by versions in this stage.", () => WordSchema(DecidingStages));

    public static readonly QueryParameter Effect = new("effect", "Only with this effect.", () => WordSchema(WireWord.All<DecisionEffect>()));

    public static readonly QueryParameter FromTime = new("from", "Only what was decided at this time or later.", TimeSchema);

    public static readonly QueryParameter ToTime = new("to", "Only what was decided before this time.", TimeSchema);

    public static readonly QueryParameter ReturnTo = new(
        "returnTo", "The path of this service to lead to afterwards.", () => new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = MaxTextLength });

    public static readonly QueryParameter FromVersion = new("from", "The version before: its number or its hash.", IdSchema);

    public static readonly QueryParameter ToVersion = new("to", "The version after: its number or its hash.", IdSchema);

    public static readonly QueryParameter Limit = new(
        "limit",
        "Most rows of the page.",
        () => new()
        {
            Type = JsonSchemaType.Integer,
            Minimum = "1",
            Maximum = MaxLimit.ToString(CultureInfo.InvariantCulture),
            Default = JsonValue.Create(DefaultLimit),
        });

    public static readonly QueryParameter Cursor = new(
        "cursor", "nextCursor of the page before, with the same filters.", () => new() { Type = JsonSchemaType.String });

    private static OpenApiSchema IdSchema() => new() { Type = JsonSchemaType.String, Pattern = IdPattern };

    private static OpenApiSchema TimeSchema() => new() { Type = JsonSchemaType.String, Format = "date-time" };

    /// <summary>The schema of a parameter that is a day.</summary>
    public static OpenApiSchema DaySchema() => new() { Type = JsonSchemaType.String, Format = "date" };

    /// <summary>The schema of a parameter that is one of some words.</summary>
    public static OpenApiSchema WordSchema(IEnumerable<string> words) =>
        new() { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (JsonNode)JsonValue.Create(word))] };
}

/// <summary>The parameters that an endpoint takes; endpoint metadata.</summary>
internal sealed record QueryParameters(IReadOnlyList<QueryParameter> All);
