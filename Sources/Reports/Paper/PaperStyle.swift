/// How letters and forms look, on screen and on paper (Decree 30/2020, annex I): A4 with its margins, page numbers in the top
/// margin from the second page on, Times New Roman or its metric twin. What is no letter and no form it leaves alone.
package enum PaperStyle {
    package static let sheet: HTML = """
        @page { size: A4 portrait; margin: 20mm 15mm 20mm 30mm;
            @top-center { content: counter(page); font: 13pt "Times New Roman", "Liberation Serif", serif; } }
        @page :first { @top-center { content: ""; } }
        @page half { size: A5 portrait; margin: 9mm 10mm 9mm 14mm; }
        @page landscape { size: A4 landscape; margin: 20mm 15mm 15mm 20mm; }
        .paper { box-sizing: border-box; max-width: 210mm; margin: 0 auto; padding: 20mm 15mm 20mm 30mm; background: #fff; color: #000;
            color-scheme: light; font: 14pt/1.3 "Times New Roman", "Liberation Serif", serif; }
        .paper.form { font-size: 13pt; }
        .paper.form h1 { margin-top: 14px; }
        .paper.half { page: half; max-width: 148mm; padding: 9mm 10mm 9mm 14mm; font-size: 9.5pt; }
        .paper.landscape { page: landscape; max-width: 297mm; padding: 20mm 15mm 15mm 20mm; font-size: 12pt; }
        .paper p { margin: 0; overflow-wrap: anywhere; }
        .paper table { width: 100%; border-collapse: collapse; font: inherit; }
        .paper .pair { table-layout: fixed; }
        .paper .pair td { vertical-align: top; text-align: center; padding: 0; border: 0; }
        .paper .pair .left { width: 40%; padding-right: 8px; }
        .paper .caps { font-size: 12pt; text-transform: uppercase; }
        .paper .nation { font-size: 12pt; font-weight: bold; white-space: nowrap; }
        .paper .strong { font-weight: bold; }
        .paper .motto { font-size: 13pt; font-weight: bold; white-space: nowrap; }
        .paper .motto span { border-bottom: 1px solid #000; padding-bottom: 2px; }
        .paper .rule { width: 40%; margin: 3px auto 0; border-top: 1px solid #000; }
        .paper .number { font-size: 13pt; margin-top: 10px; white-space: pre-wrap; text-align: center; }
        .paper .day { font-size: 13pt; font-style: italic; margin-top: 10px; white-space: pre-wrap; }
        .paper .draft { text-align: right; font-weight: bold; }
        .paper h1 { font: bold 14pt/1.3 "Times New Roman", "Liberation Serif", serif; text-align: center; text-transform: uppercase; margin: 22px 0 14px; }
        .paper h1.named { margin-bottom: 0; }
        .paper .subject { font-weight: bold; text-align: center; }
        .paper .subject + .rule { width: 25%; margin-bottom: 12px; }
        .paper .address { margin: 0 0 14px 20%; }
        .paper .body { text-align: justify; text-indent: 12.7mm; margin: 6pt 0; }
        .paper .foot { margin-top: 18px; page-break-inside: avoid; }
        .paper .foot .to { text-align: left; font-size: 11pt; }
        .paper .recipients { font-size: 12pt; font-weight: bold; font-style: italic; }
        .paper .signed { min-height: 70px; padding-top: 4px; box-sizing: border-box; font-style: italic; font-size: 12pt; }
        .paper .codes { margin-top: 10px; }
        .paper .codes td { vertical-align: middle; font-size: 11pt; }
        .paper .bars { display: block; width: 62mm; max-width: 100%; height: 11mm; margin: 0 auto; }
        .paper .square { display: inline-block; width: 22mm; height: 22mm; vertical-align: middle; }
        .paper .field { margin: 5pt 0; }
        .paper .address .field { margin: 0; }
        .paper .field span + span { margin-left: 1.5em; }
        .paper .grid { margin: 6pt 0; font-size: 12pt; table-layout: fixed; }
        .paper .grid th, .paper .grid td { border: 1px solid #000; padding: 2pt 4pt; text-align: left; vertical-align: top; white-space: pre-line; color: #000; overflow-wrap: anywhere; unicode-bidi: isolate; }
        .paper .grid th { text-align: center; font-size: inherit; font-weight: bold; vertical-align: middle; white-space: normal; }
        .paper .grid tr { page-break-inside: avoid; }
        .paper .grid .middle { text-align: center; }
        .w4 { width: 4%; } .w7 { width: 7%; } .w8 { width: 8%; } .w9 { width: 9%; } .w10 { width: 10%; } .w12 { width: 12%; }
        .w13 { width: 13%; } .w15 { width: 15%; } .w16 { width: 16%; } .w18 { width: 18%; } .w22 { width: 22%; } .w29 { width: 29%; }
        .w30 { width: 30%; } .w54 { width: 54%; } .w62 { width: 62%; }
        .paper .form-number { font-size: 10pt; font-style: italic; text-align: right; margin-bottom: 6pt; }
        .paper.landscape .grid { font-size: 9.5pt; }
        .paper.landscape .grid th, .paper.landscape .grid td { padding: 2pt; }
        .paper.half .nation, .paper.half .caps { font-size: 8.5pt; }
        .paper.half .motto, .paper.half .number, .paper.half .day { font-size: 9pt; margin-top: 4px; }
        .paper.half h1 { font-size: 11pt; margin: 8px 0 4px; }
        .paper.half .field { margin: 2pt 0; }
        .paper.half .grid, .paper.half .codes td { font-size: 8.5pt; }
        .paper.half .form-number { font-size: 7.5pt; margin-bottom: 2pt; }
        .paper.half .codes { margin-top: 4px; }
        .paper.half .bars { width: 54mm; height: 8mm; }
        .paper.half .square { width: 17mm; height: 17mm; }
        .paper.half .body { margin: 3pt 0; text-indent: 8mm; }
        .paper.half .foot { margin-top: 6px; }
        .paper.half .signed { font-size: 8.5pt; min-height: 42px; }
        @media screen and (max-width: 50rem) {
            .paper, .paper.half, .paper.landscape { padding: 6mm; }
            .paper .nation, .paper .motto { white-space: normal; }
        }
        @media print { .paper, .paper.half, .paper.landscape { padding: 0; margin: 0; max-width: none; border: 0; } }

        """
}
