// Asks the device for a passkey and sends what it says; the form is sent by itself once there is an answer.
const form = document.querySelector("form[data-passkey]");
const said = document.getElementById("passkey-said");

async function ask() {
  const options = JSON.parse(form.dataset.options);
  if (form.dataset.passkey === "make") {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    return navigator.credentials.create({ publicKey });
  }
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return navigator.credentials.get({ publicKey });
}

if (form) {
  ask().then((credential) => {
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  }).catch(() => { said.textContent = form.dataset.failed; });
}
