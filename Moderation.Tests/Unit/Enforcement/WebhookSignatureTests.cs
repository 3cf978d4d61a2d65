using Moderation.Core.Enforcement;

namespace Moderation.Tests.Unit.Enforcement;

/// <summary>Against the vectors that the reference libraries of the Standard Webhooks specification are tested with.</summary>
public sealed class WebhookSignatureTests
{
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Time = "1614265330";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1614265330);
    private static readonly WebhookSecret Secret = WebhookSecret.Parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static readonly WebhookSecret Other = WebhookSecret.Parse("whsec_" + Convert.ToBase64String(new byte[32]));

    private static byte[] Body => """{"test": 2432232314}"""u8.ToArray();

    [Fact]
    public void Signature_is_that_of_the_reference_vector()
    {
        Assert.Equal(Signature, WebhookSignature.Sign(Id, At, Body, Secret));
        Assert.Equal(Time, WebhookSignature.TimeText(At));
    }

    [Fact]
    public void Reference_vector_is_believed()
    {
        Assert.Null(Fault());
    }

    [Fact]
    public void One_right_signature_among_others_and_other_schemes_is_enough()
    {
        const string Wrong = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";

        Assert.Null(Fault(signature: $"{Wrong} v2,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= {Signature} {Wrong}"));
        Assert.Equal(WebhookFault.WrongSignature, Fault(signature: $"{Wrong} {Signature.Replace("v1,", "v2,", StringComparison.Ordinal)}"));
    }

    [Fact]
    public void While_secrets_are_exchanged_either_is_believed()
    {
        Assert.Null(WebhookSignature.FindFault(Id, Time, Signature, Body, At, Other, Secret));
        Assert.Null(WebhookSignature.FindFault(Id, Time, WebhookSignature.Sign(Id, At, Body, Other, Secret), Body, At, Secret));
        Assert.Equal(WebhookFault.WrongSignature, WebhookSignature.FindFault(Id, Time, Signature, Body, At, Other));
        Assert.Equal(WebhookFault.WrongSignature, WebhookSignature.FindFault(Id, Time, Signature, Body, At));
    }

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void Time_may_be_five_minutes_off_either_way(int seconds, bool isBelieved)
    {
        Assert.Equal(isBelieved ? null : WebhookFault.NotNow, WebhookSignature.FindFault(Id, Time, Signature, Body, At.AddSeconds(seconds), Secret));
    }

    [Theory]
    [InlineData("", Time, Signature)]
    [InlineData("msg.1", Time, Signature)]
    [InlineData("msg 1", Time, Signature)]
    [InlineData("m\u00e9g", Time, Signature)]
    [InlineData(Id, "", Signature)]
    [InlineData(Id, "hello", Signature)]
    [InlineData(Id, "-1", Signature)]
    [InlineData(Id, "1614265330.5", Signature)]
    [InlineData(Id, "99999999999999999999999", Signature)]
    [InlineData(Id, Time, "")]
    public void Headers_that_cannot_be_are_malformed(string id, string time, string signature)
    {
        Assert.Equal(WebhookFault.Malformed, Fault(id, time, signature));
    }

    [Theory]
    [InlineData("v1,")]
    [InlineData("v1,g0hM9SsE")]
    [InlineData("v1,dawfeoifkpqwoekfpqoekf")]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1 g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=AAAA")]
    public void Part_of_a_signature_is_none(string signature)
    {
        Assert.Equal(WebhookFault.WrongSignature, Fault(signature: signature));
    }

    [Theory]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_not base64!")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa")]
    [InlineData("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData(null)]
    public void Secret_of_another_form_is_refused_and_never_repeated(string? text)
    {
        var refusal = Assert.Throws<FormatException>(() => WebhookSecret.Parse(text));

        Assert.DoesNotContain(text is { Length: > 10 } ? text : "MfKQ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("MfKQ", Secret.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_signed_under_an_id_that_no_receiver_takes()
    {
        Assert.Throws<ArgumentException>(() => WebhookSignature.Sign("a.b", At, Body, Secret));
        Assert.Throws<ArgumentException>(() => WebhookSignature.Sign(new string('a', WebhookSignature.MaxIdLength + 1), At, Body, Secret));
        Assert.Throws<ArgumentException>(() => WebhookSignature.Sign(Id, At, Body));
    }

    private static WebhookFault? Fault(string id = Id, string time = Time, string signature = Signature) =>
        WebhookSignature.FindFault(id, time, signature, Body, At, Secret);
}
