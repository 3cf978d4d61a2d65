using System.ComponentModel.DataAnnotations;
using Moderation.Core.Enforcement;
using Moderation.Core.Wire;

namespace Moderation.Worker.Enforcement.Edges;

/// <summary>A web address that orders are posted to. An element of <c>Enforcement:Webhooks</c>.</summary>
internal sealed class WebhookTarget
{
    /// <summary>The address: https, or http on this machine.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Url { get; init; } = "";

    /// <summary>Whether a plain http address beyond this machine is allowed: whoever is on the way reads the orders.</summary>
    public bool AllowPlainHttp { get; init; }

    /// <summary>Secrets to sign with, <c>whsec_</c> and base64; several while one takes the place of another.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>File with more secrets, one a line.</summary>
    public string? SecretFile { get; init; }

    /// <summary>Kinds of order that are posted, in the words of the wire (<c>cut_live</c>); none is all of them.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>How long an answer may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Most requests at once. Orders of one live are posted one after the other.</summary>
    [Range(1, 64)]
    public int Lanes { get; init; } = 4;

    /// <summary>Says what is wrong with it; never repeats a secret.</summary>
    public IReadOnlyList<string> FindFaults()
    {
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(this, new ValidationContext(this), faults, validateAllProperties: true);
        var says = faults.ConvertAll(fault => fault.ErrorMessage ?? "");
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            says.Add($"{nameof(Url)} must be an https address");
        else if (uri.Scheme == "http" && !uri.IsLoopback && !AllowPlainHttp)
            says.Add($"{nameof(Url)} must be https beyond this machine, unless {nameof(AllowPlainHttp)} is set");
        says.AddRange(Kinds.Except(WireWord.All<ActionKind>()).Select(kind => $"{nameof(Kinds)}: no kind is called {kind}; known are {string.Join(", ", WireWord.All<ActionKind>())}"));
        if (SecretFile is { } file && !File.Exists(file))
            says.Add($"{nameof(SecretFile)}: {file} is not there");
        else if (SecretTexts().Count == 0)
            says.Add($"a secret is needed, in {nameof(Secrets)} or {nameof(SecretFile)}");
        else if (SecretTexts().Any(text => !WebhookSecret.TryParse(text, out _)))
            says.Add($"{nameof(Secrets)}: one is no secret: {WebhookSecret.Prefix} and {WebhookSecret.MinByteCount} to {WebhookSecret.MaxByteCount} bytes in base64");
        return says;
    }

    /// <exception cref="FormatException">A secret is none.</exception>
    public WebhookSecret[] ReadSecrets() => [.. SecretTexts().Select(WebhookSecret.Parse)];

    private List<string> SecretTexts() => [.. Secrets, .. SecretFile is { } file ? File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0) : []];
}
