// The QR code of a sheet by the camera, where the browser reads codes itself; typing the number always works.
const box = document.getElementById("scan"), video = box.querySelector("video"), told = box.querySelector("[role=status]");
const start = box.querySelector("button"), number = document.getElementById("sheet");
const isSheet = text => /^DDS-\d{8}-.+-v\d+$/.test(text);
const canRead = "BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats().catch(() => [])).includes("qr_code");
let stream = null;
const stop = () => {
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = null;
  video.hidden = true;
  start.textContent = start.dataset.start;
};
const look = async detector => {
  if (!stream) return;
  const codes = await detector.detect(video).catch(() => []);
  const found = codes.map(code => code.rawValue.trim()).find(isSheet);
  if (found) { stop(); number.value = found; number.form.requestSubmit(); return; }
  setTimeout(look, 150, detector);
};
start.addEventListener("click", async () => {
  if (stream) { stop(); return; }
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch { told.textContent = box.dataset.refused; return; }
  video.srcObject = stream;
  video.hidden = false;
  start.textContent = start.dataset.stop;
  await video.play();
  look(new BarcodeDetector({ formats: ["qr_code"] }));
});
window.addEventListener("pagehide", stop);
const isOpen = canRead && Boolean(navigator.mediaDevices);
start.hidden = !isOpen;
told.textContent = isOpen ? "" : box.dataset.lacking;
document.body.dataset.scan = isOpen ? "yes" : "no";
